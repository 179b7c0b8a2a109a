import { html } from "../shared/html.js";
import { post } from "../shared/post.js";

/** @import { Fault } from "../types.js" */

const set = (/** @type {string} */ name, /** @type {boolean} */ active) =>
  post("/inspector/faults", { name, active });

/** @param {{ fault: Fault }} props */
const Toggle = ({ fault: { name, label, explanation, active } }) =>
  html`<li>
    <label title=${explanation}>
      <input
        type="checkbox"
        role="switch"
        checked=${active}
        onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => set(name, currentTarget.checked)}
      />
      <span class="switch" aria-hidden="true"></span>
      <span>${label}</span>
    </label>
  </li>`;

/** Faults to switch on. @param {{ faults: Fault[] }} props */
export function Faults({ faults }) {
  const lasting = faults.filter(({ kind }) => kind === "switch");
  const once = faults.filter(({ kind }) => kind === "once");
  return html`<section class="faults" aria-label="Faults" id="faults">
    <p>Switch something off that a draw needs, start one, and see that nobody wins twice and nothing is lost.</p>
    <ul>
      ${lasting.map((fault) => html`<${Toggle} key=${fault.name} fault=${fault} />`)}
    </ul>
    <p>At its next call, with its work done and not answered:</p>
    <ul>
      ${once.map((fault) => html`<${Toggle} key=${fault.name} fault=${fault} />`)}
    </ul>
  </section>`;
}

/** Those that are on, each to be switched off at once. @param {{ faults: Fault[] }} props */
export const ActiveFaults = ({ faults }) =>
  html`<ul class="active-faults" aria-label="Active faults">
    ${faults.map(
      ({ name, label }) => html`<li key=${name}>
        <button type="button" aria-label=${`Switch off: ${label}`} onClick=${() => set(name, false)}>${label} ✕</button>
      </li>`,
    )}
  </ul>`;
