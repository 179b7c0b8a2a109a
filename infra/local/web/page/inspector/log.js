import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { Nothing, parseJson } from "./panel.js";

/** @import { LogLine } from "../types.js" */

/** @param {string} text */
function parseLine(text) {
  const parsed = parseJson(text);
  if (typeof parsed !== "object" || parsed === null || !("event" in parsed))
    return { event: text, fields: [] };
  const { level: _level, event, ...fields } = parsed;
  return { event: String(event), fields: Object.entries(fields) };
}

/** @param {{ line: LogLine }} props */
function Line({ line: { at, level, text } }) {
  const { event, fields } = parseLine(text);
  return html`<li class=${`log-line ${level}`}>
    <time>${formatDate(new Date(at), "{time_secs}")}</time>
    <span class="level">${level}</span>
    <span class="log-text">
      ${event}${fields.map(([name, value]) => html` <span class="log-field">${name}=${String(value)}</span>`)}
    </span>
  </li>`;
}

/**
 * The log of the functions, newest line first.
 * @param {{ lines: LogLine[] }} props
 */
export const Log = ({ lines }) =>
  html`<div role="log" aria-label=${texts.inspector.tabs.log}>
      ${lines.length > 0 && html`<ul class="log">${lines.map((line) => html`<${Line} key=${line.id} line=${line} />`)}</ul>`}
    </div>
    ${lines.length === 0 && html`<${Nothing}>${texts.log.none}<//>`}`;
