import { useRef, useState } from "preact/hooks";
import { ask } from "../shared/dialog.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { renderMrkdwn, renderPlain } from "./mrkdwn.js";

/**
 * @import { BlockElement, Person, TextObject } from "../types.js"
 *
 * @typedef {object} BlockContext the message or modal that blocks belong to
 * @property {import("./mrkdwn.js").Names} names
 * @property {Person[]} people
 * @property {(blockId: string, actionId: string, values: Values) => Promise<string | undefined>} onAction
 *   sends a user's action; resolves with an error text if that failed
 *
 * @typedef {Record<string, Record<string, string | string[] | null>>} Values entered values by block id and action id
 */

/**
 * @param {TextObject} text
 * @param {BlockContext} context
 */
export const renderText = (text, { names }) =>
  text.type === "mrkdwn" ? renderMrkdwn(text.text, names) : renderPlain(text.text);

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
 * @property {boolean} [silent] a change is not sent to the app
 */

/** @param {ElementProps} props */
export function Element(props) {
  const { element, blockId, context, silent = false } = props;
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
    if (silent || (busy.current && element.type === "button")) return;
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
  silent: isSilent,
}) {
  const { placeholder } = element;
  // As in Slack, a menu in a message can be changed but not cleared.
  const canClear = isSilent && !required;
  const field = {
    "data-block": blockId,
    "data-action": element.action_id,
    "aria-labelledby": labelledBy,
    "aria-label": labelledBy ? undefined : (placeholder?.text ?? element.action_id),
    "aria-describedby": describedBy,
    required,
  };
  switch (element.type) {
    case "button":
      return html`<${Button} element=${element} act=${act} isBusy=${isBusy} />`;
    case "static_select":
      return html`<${Select}
        field=${field}
        act=${act}
        placeholder=${placeholder?.text}
        canClear=${canClear}
        initial=${element.initial_option?.value}
        options=${(element.options ?? []).map(({ text, value }) => ({ value, text: text.text }))}
      />`;
    case "users_select":
      return html`<${Select}
        field=${field}
        act=${act}
        placeholder=${placeholder?.text}
        canClear=${canClear}
        initial=${element.initial_user}
        options=${context.people.map(({ id, real_name }) => ({ value: id, text: real_name }))}
      />`;
    case "datepicker":
      return html`<input class="field" type="date" ...${field} onChange=${act} defaultValue=${element.initial_date} />`;
    case "checkboxes":
    case "radio_buttons":
      return html`<${Choices} element=${element} field=${field} act=${act} context=${context} />`;
    case "number_input":
      return html`<input
        class="field"
        type="number"
        step=${element.is_decimal_allowed ? "any" : "1"}
        min=${element.min_value}
        max=${element.max_value}
        placeholder=${placeholder?.text}
        defaultValue=${element.initial_value}
        ...${field}
      />`;
    default:
      return html`<${element.multiline ? "textarea" : "input"}
        class="field"
        rows=${element.multiline ? 3 : undefined}
        minlength=${element.min_length}
        maxlength=${element.max_length}
        placeholder=${placeholder?.text}
        defaultValue=${element.initial_value}
        autocomplete="off"
        ...${field}
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

/**
 * @param {object} props
 * @param {object} props.field
 * @param {(event: Event) => void} props.act
 * @param {string} [props.placeholder]
 * @param {boolean} [props.canClear]
 * @param {string} [props.initial]
 * @param {{ value: string, text: string }[]} props.options
 */
const Select = ({ field, act, placeholder = texts.block.selectItem, canClear = false, initial, options }) =>
  html`<select class="field" ...${field} onChange=${act}>
    <option value="" selected=${!initial} disabled=${!canClear} hidden=${!canClear}>${placeholder}</option>
    ${options.map(
      ({ value, text }) =>
        html`<option value=${value} selected=${value === initial}>${renderPlain(text)}</option>`,
    )}
  </select>`;

/** @param {{ element: BlockElement, field: Record<string, any>, act: (event: Event) => void, context: BlockContext }} props */
function Choices({ element, field, act, context }) {
  const several = element.type === "checkboxes";
  const chosen = new Set(
    (several ? (element.initial_options ?? []) : [element.initial_option]).map((option) => option?.value),
  );
  const { required, ...rest } = field;
  return html`<fieldset class="choices" ...${rest} data-several=${several ? "" : undefined}>
    ${(element.options ?? []).map(
      (option) => html`<label>
        <input
          type=${several ? "checkbox" : "radio"}
          name=${`${field["data-block"]} ${element.action_id}`}
          value=${option.value}
          defaultChecked=${chosen.has(option.value)}
          required=${required && !several}
          onChange=${act}
        />
        <span>
          ${renderText(option.text, context)}
          ${option.description && html`<small>${renderText(option.description, context)}</small>`}
        </span>
      </label>`,
    )}
  </fieldset>`;
}
