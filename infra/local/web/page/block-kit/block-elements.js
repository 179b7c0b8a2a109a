import { useRef, useState } from "preact/hooks";
import { ask } from "../shared/dialog.js";
import { html } from "../shared/html.js";
import { Choices, listOptions, Menu, TextField } from "./fields.js";
import { FileField } from "./file-field.js";
import { renderPlain } from "./mrkdwn.js";

/**
 * @import { BlockElement, Person } from "../types.js"
 *
 * @typedef {object} BlockContext the message or modal that blocks belong to
 * @property {string} id of the message or the modal
 * @property {import("./mrkdwn.js").Names} names
 * @property {Person[]} people
 * @property {{ id: string, name: string }[]} channels
 * @property {string} channel the id of the channel that the reader sees
 * @property {(blockId: string, actionId: string, values: Values) => Promise<string | undefined>} onAction
 *   sends a user's action; resolves with an error text if that failed
 * @property {(file: File) => Promise<string | undefined>} [onFile] sends a file for a form; resolves with its id, unless
 *   that failed
 *
 * @typedef {Record<string, Record<string, string | string[] | null>>} Values entered values by block id and action id
 */

/**
 * Returns the values of all elements of a message or a modal.
 * @param {Element | null} root
 * @returns {Values}
 */
export function readValues(root) {
  /** @type {Values} */
  const values = {};
  for (const field of root?.querySelectorAll("[data-action]") ?? []) {
    if (!(field instanceof HTMLElement)) continue;
    const { block = "", action = "", several } = field.dataset;
    values[block] ??= {};
    const checked = [...field.querySelectorAll("input:checked")].flatMap((input) =>
      input instanceof HTMLInputElement ? [input.value] : [],
    );
    if (several !== undefined) values[block][action] = checked;
    else if (field.matches("fieldset")) values[block][action] = checked[0] ?? null;
    else if (field.matches("[type=file]")) values[block][action] = field.dataset["files"]?.split(" ") ?? null;
    else if ("value" in field) values[block][action] = String(field.value) || null;
  }
  return values;
}

/**
 * An image from another server is described, not loaded: the page sends no request to other machines.
 * @param {{ url: string | undefined, alt: string | undefined }} image
 */
export const Image = ({ url = "", alt = "" }) =>
  URL.canParse(url) && new URL(url).origin === location.origin
    ? html`<img class="image" src=${url} alt=${alt} />`
    : html`<span class="image-description" role="img" aria-label=${alt}>${alt}</span>`;

/**
 * @typedef {object} ElementProps
 * @property {BlockElement} element
 * @property {string} blockId
 * @property {BlockContext} context
 * @property {string} [labelledBy] the id of its label; without one it is labelled by its placeholder
 * @property {string} [describedBy]
 * @property {boolean} [required]
 * @property {boolean} [isInput] the element is in an input block
 * @property {boolean} [isSilent] a change is not sent to the app
 */

/** @param {ElementProps} props */
export function Element(props) {
  const { element, blockId, context, isSilent = false } = props;
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);
  /** The value before a choice that the user has to confirm. */
  const confirmed = useRef(
    element.initial_option?.value ?? element.initial_user ?? element.initial_date ?? "",
  );
  if (element.type === "image") return html`<${Image} url=${element.image_url} alt=${element.alt_text} />`;

  const sendAction = async (/** @type {Event} */ event) => {
    // The second click of a double-click on a button is ignored. Each choice in a menu is sent.
    if (isSilent || (busy.current && element.type === "button")) return;
    const { target } = event;
    const root = target instanceof HTMLElement ? target.closest("[data-values]") : null;
    const input =
      target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target : undefined;
    if (element.confirm && !(await ask(formatConfirm(element.confirm)))) {
      if (input?.matches("[data-action]")) input.value = confirmed.current;
      return;
    }
    if (input) confirmed.current = input.value;
    busy.current = true;
    setBusy(true);
    setError((await context.onAction(blockId, element.action_id, readValues(root))) ?? "");
    busy.current = false;
    setBusy(false);
  };
  return html`<span class="element-wrapper">
    <${Field} ...${props} act=${sendAction} isBusy=${isBusy} />
    <span class="element-error" role="alert">${error}</span>
  </span>`;
}

/** @param {import("../types.js").Confirm} confirm */
const formatConfirm = ({ title, text, confirm, deny, style }) => ({
  title: title.text,
  text: text.text,
  yes: confirm.text,
  no: deny.text,
  isDanger: style === "danger",
});

/** @param {ElementProps & { act: (event: Event) => void, isBusy: boolean }} props */
function Field({
  element,
  blockId,
  context,
  labelledBy,
  describedBy,
  required,
  act,
  isBusy,
  isInput,
  isSilent,
}) {
  // As in Slack, a new initial value does not change a field that is already shown.
  const first = useRef(element).current;
  const placeholder = element.placeholder?.text;
  // As in Slack, a menu outside an input can be changed but not cleared.
  const canClear = isInput && !required;
  const field = {
    "data-block": blockId,
    "data-action": element.action_id,
    "aria-labelledby": labelledBy,
    "aria-label": labelledBy ? undefined : (placeholder ?? element.action_id),
    "aria-describedby": describedBy,
    required,
  };
  const menu = { field, act, placeholder, canClear };
  switch (element.type) {
    case "button":
      return html`<${Button} element=${element} act=${act} isBusy=${isBusy} />`;
    case "static_select":
      return html`<${Menu}
        ...${menu}
        initial=${first.initial_option?.value}
        options=${listOptions(element).map(({ text, value }) => ({ value, text: text.text }))}
      />`;
    case "users_select":
      return html`<${Menu}
        ...${menu}
        initial=${first.initial_user}
        options=${context.people.map(({ id, real_name }) => ({ value: id, text: real_name }))}
      />`;
    case "conversations_select":
    case "channels_select":
      return html`<${Menu}
        ...${menu}
        initial=${first.initial_conversation ?? first.initial_channel ?? (first.default_to_current_conversation ? context.channel : undefined)}
        options=${context.channels.map(({ id, name }) => ({ value: id, text: `# ${name}` }))}
      />`;
    case "datepicker":
      return html`<input class="field" type="date" ...${field} onChange=${act} defaultValue=${first.initial_date} />`;
    case "checkboxes":
    case "radio_buttons":
    case "multi_static_select":
      return html`<${Choices} element=${element} first=${first} field=${field} act=${act} context=${context} />`;
    case "file_input":
      return html`<${FileField} element=${element} field=${field} onFile=${context.onFile} />`;
    default:
      return html`<${TextField}
        element=${element}
        initial=${first.initial_value}
        field=${field}
        act=${act}
        isSilent=${isSilent}
      />`;
  }
}

/** @param {{ element: BlockElement, act: (event: Event) => void, isBusy: boolean }} props */
function Button({ element, act, isBusy }) {
  const attributes = {
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    "aria-busy": isBusy,
    onClick: act,
  };
  const label = renderPlain(element.text?.text ?? "");
  return element.url
    ? html`<a ...${attributes} href=${element.url} target="_blank" rel="noreferrer">${label}</a>`
    : html`<button ...${attributes} type="button">${label}</button>`;
}
