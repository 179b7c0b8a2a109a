import { html } from "./html.js";

/**
 * The picture of an author: the app's icon, or a person's initials on a color.
 * @param {{ id: string, name: string, isApp?: boolean }} author
 */
export function Avatar({ id, name, isApp = false }) {
  if (isApp) return html`<img class="avatar" src="/page/lottery.svg" alt="" />`;
  const initials = name
    .split(" ")
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("");
  const color = [...id].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 997, 0) % 5;
  return html`<span class=${`avatar avatar-${color}`} aria-hidden="true">${initials}</span>`;
}
