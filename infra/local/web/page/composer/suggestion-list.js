import { useEffect, useRef } from "preact/hooks";
import { Avatar } from "../shared/avatar.js";
import { html } from "../shared/html.js";
import { slashCommand, texts } from "../shared/texts.js";

/** @import { Suggestion, Suggestions } from "./suggestions.js" */

export const LIST_ID = "suggestions";
/** @param {Suggestion} suggestion */
export const optionId = ({ id }) => `suggestion-${id}`;

/** @param {Suggestion} suggestion */
const nameOf = ({ command, person }) =>
  command ? `${slashCommand} ${command.usage}` : (person?.real_name ?? "");

/** @param {{ suggestion: Suggestion }} props */
const Content = ({ suggestion: { command, person } }) =>
  command
    ? html`<code class="command">${slashCommand} ${command.usage}</code> <span>${command.summary}</span>`
    : person &&
      html`<${Avatar} id=${person.id} name=${person.real_name} /><b>${person.real_name}</b> <span>@${person.name}</span>`;

/**
 * The suggestions above the message box. The focus stays in the box; the list scrolls to the active suggestion.
 * @param {object} props
 * @param {Suggestions} props.suggestions
 * @param {number} props.active the position of the suggestion that Enter inserts
 * @param {(suggestion: Suggestion) => void} props.onChoose
 */
export function SuggestionList({ suggestions: { kind, list }, active, onChoose }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => box.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active]);
  return html`<ul ref=${box} id=${LIST_ID} class="suggestion-list" role="listbox" aria-label=${texts.composer[kind]} tabindex="0">
    ${list.map(
      (suggestion, at) => html`<li
        key=${suggestion.id}
        id=${optionId(suggestion)}
        role="option"
        aria-selected=${at === active}
        onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
        onClick=${() => onChoose(suggestion)}
      >
        <${Content} suggestion=${suggestion} />
      </li>`,
    )}
  </ul>`;
}

/**
 * Returns what a screen reader reads when suggestions appear.
 * @param {Suggestions | undefined} suggestions
 */
export function describeSuggestions(suggestions) {
  const [first] = suggestions?.list ?? [];
  if (!suggestions || !first) return "";
  return texts.composer.suggestions(suggestions.list.length, nameOf(first));
}
