import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";

/** @import { LogLine } from "../types.js" */

/** @param {string} text */
function parseLine(text) {
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || !("event" in parsed))
      return { event: text, fields: [] };
    const { level: _level, event, ...fields } = parsed;
    return { event: String(event), fields: Object.entries(fields) };
  } catch (error) {
    if (error instanceof SyntaxError) return { event: text, fields: [] };
    throw error;
  }
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
 * What the functions write to their log, newest first.
 * @param {{ lines: LogLine[] }} props
 */
export const Log = ({ lines }) =>
  html`<div role="log" aria-label="Log">
      ${lines.length > 0 && html`<ul class="log">${lines.map((line) => html`<${Line} key=${line.id} line=${line} />`)}</ul>`}
    </div>
    ${lines.length === 0 && html`<p class="nothing">Nothing yet. The functions write little, and nothing personal.</p>`}`;
