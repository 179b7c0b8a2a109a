import { html } from "../shared/html.js";
import { post } from "../shared/post.js";
import { texts } from "../shared/texts.js";

/** @import { Fault } from "../types.js" */

const setFault = (/** @type {string} */ name, /** @type {boolean} */ active) =>
  post("/inspector/faults", { name, active });

const describeFault = (/** @type {Fault} */ fault) =>
  fault.kind === "once" ? texts.faults.dies(fault.functionLabel) : texts.faults.switches[fault.name];

/** @param {{ fault: Fault }} props */
function Toggle({ fault }) {
  const { label, explanation } = describeFault(fault);
  return html`<li>
    <label title=${explanation}>
      <input
        type="checkbox"
        role="switch"
        checked=${fault.active}
        onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => setFault(fault.name, currentTarget.checked)}
      />
      <span class="switch" aria-hidden="true"></span>
      <span>${label}</span>
    </label>
  </li>`;
}

/** The faults that the user can switch on. @param {{ faults: Fault[] }} props */
export function Faults({ faults }) {
  const lasting = faults.filter(({ kind }) => kind === "switch");
  const once = faults.filter(({ kind }) => kind === "once");
  return html`<section class="faults" aria-label=${texts.inspector.faults} id="faults">
    <p>${texts.faults.introduction}</p>
    <ul>
      ${lasting.map((fault) => html`<${Toggle} key=${fault.name} fault=${fault} />`)}
    </ul>
    <p>${texts.faults.onceIntroduction}</p>
    <ul>
      ${once.map((fault) => html`<${Toggle} key=${fault.name} fault=${fault} />`)}
    </ul>
  </section>`;
}

/** The active faults, each with a button that switches it off. @param {{ faults: Fault[] }} props */
export const ActiveFaults = ({ faults }) =>
  html`<ul class="active-faults" aria-label=${texts.faults.active}>
    ${faults.map((fault) => {
      const { label } = describeFault(fault);
      return html`<li key=${fault.name}>
        <button type="button" aria-label=${texts.faults.switchOff(label)} onClick=${() => setFault(fault.name, false)}>
          ${label} ✕
        </button>
      </li>`;
    })}
  </ul>`;
