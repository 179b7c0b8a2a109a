import { html } from "../shared/html.js";

/** What a panel shows while it has no content. @param {{ children: unknown }} props */
export const Nothing = ({ children }) => html`<p class="nothing">${children}</p>`;

/** A value as indented JSON, or a text as it is. @param {{ value: unknown }} props */
export const Json = ({ value }) =>
  html`<pre class="json" tabindex="0">${typeof value === "string" ? value : JSON.stringify(value, null, 2)}</pre>`;

/**
 * Returns the value of a JSON text, or undefined if it is malformed.
 * @param {string} text
 */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
