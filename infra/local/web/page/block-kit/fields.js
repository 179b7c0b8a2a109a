import { useRef } from "preact/hooks";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { renderPlain, renderText } from "./mrkdwn.js";

/** @import { BlockElement } from "../types.js" */

/**
 * Returns all options of an element, also those in groups.
 * @param {BlockElement} element
 */
export const listOptions = ({ options = [], option_groups: groups = [] }) => [
  ...options,
  ...groups.flatMap((group) => group.options),
];

/** ms without typing after which a field with `on_character_entered` notifies the app. */
const PAUSE = 300;

/**
 * @param {object} props
 * @param {object} props.field
 * @param {(event: Event) => void} props.act
 * @param {string} [props.placeholder]
 * @param {boolean} [props.canClear]
 * @param {string} [props.initial]
 * @param {{ value: string, text: string }[]} props.options
 */
export const Menu = ({
  field,
  act,
  placeholder = texts.block.selectItem,
  canClear = false,
  initial,
  options,
}) =>
  html`<select class="field" ...${field} onChange=${act}>
    <option value="" selected=${!initial} disabled=${!canClear} hidden=${!canClear}>${placeholder}</option>
    ${options.map(
      ({ value, text }) =>
        html`<option key=${value} value=${value} selected=${value === initial}>${renderPlain(text)}</option>`,
    )}
  </select>`;

/**
 * Boxes to tick, of which the reader can choose several or one.
 * @param {object} props
 * @param {BlockElement} props.element
 * @param {BlockElement} props.first the element as it was shown first, with its initial value
 * @param {Record<string, any>} props.field
 * @param {(event: Event) => void} props.act
 * @param {import("./block-elements.js").BlockContext} props.context
 */
export function Choices({ element, first, field, act, context }) {
  const several = element.type !== "radio_buttons";
  const chosen = new Set(
    (several ? (first.initial_options ?? []) : [first.initial_option]).map((option) => option?.value),
  );
  const { required, ...rest } = field;
  return html`<fieldset
    class=${`choices${element.type === "multi_static_select" ? " menu" : ""}`}
    ...${rest}
    data-several=${several ? "" : undefined}
  >
    ${listOptions(element).map(
      (option) => html`<label key=${option.value}>
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

/**
 * A field for a text or a number. It notifies the app when Enter is pressed or, if the app asks for that, while the reader
 * types.
 * @param {object} props
 * @param {BlockElement} props.element
 * @param {string | undefined} props.initial
 * @param {object} props.field
 * @param {(event: Event) => void} props.act
 * @param {boolean} [props.isSilent]
 */
export function TextField({ element, initial, field, act, isSilent = false }) {
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const onInput = (/** @type {Event} */ event) => {
    if (isSilent || !moments.includes("on_character_entered")) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => act(event), PAUSE);
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (isSilent || element.multiline || event.key !== "Enter" || !moments.includes("on_enter_pressed"))
      return;
    // It would submit the form.
    event.preventDefault();
    act(event);
  };
  const isNumber = element.type === "number_input";
  return html`<${element.multiline ? "textarea" : "input"}
    class="field"
    type=${isNumber ? "number" : undefined}
    step=${isNumber ? (element.is_decimal_allowed ? "any" : "1") : undefined}
    min=${element.min_value}
    max=${element.max_value}
    rows=${element.multiline ? 4 : undefined}
    minlength=${element.min_length}
    maxlength=${element.max_length}
    placeholder=${element.placeholder?.text}
    defaultValue=${initial}
    autocomplete="off"
    onInput=${onInput}
    onKeyDown=${onKeyDown}
    ...${field}
  />`;
}
