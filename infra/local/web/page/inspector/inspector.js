import { useState } from "preact/hooks";
import { ask } from "../shared/dialog.js";
import { html } from "../shared/html.js";
import { post } from "../shared/post.js";
import { Executions } from "./executions.js";
import { ActiveFaults, Faults } from "./faults.js";
import { Log } from "./log.js";
import { Mails } from "./mails.js";
import { Tables } from "./tables.js";

const TABS = /** @type {const} */ (["State machine", "Tables", "Mails", "Log"]);

async function reset() {
  const isSure = await ask({
    title: "Start over?",
    text: "All draws, winners, messages, mails and faults are gone, and the sample roster is loaded again.",
    yes: "Reset",
    no: "Keep everything",
    isDanger: true,
  });
  if (isSure) await post("/inspector/reset", {});
}

/**
 * What happens behind the bot.
 * @param {object} props
 * @param {import("../live.js").State} props.state
 * @param {() => void} props.onChannel shows the channel, where there is no room for both
 */
export function Inspector({ state, onChannel }) {
  const [tab, setTab] = useState(/** @type {typeof TABS[number]} */ (TABS[0]));
  const [isPlaying, setPlaying] = useState(false);
  const { definition, executions, tables, mails, mailCount, log, faults } = state;
  const active = faults.filter((fault) => fault.active);
  const counts = { "State machine": 0, Tables: 0, Mails: mailCount, Log: 0 };
  const panel = {
    "State machine": () =>
      html`<${Executions} definition=${definition} executions=${executions} tables=${tables} />`,
    Tables: () => html`<${Tables} tables=${tables} />`,
    Mails: () => html`<${Mails} mails=${mails} />`,
    Log: () => html`<${Log} lines=${log} />`,
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    setTab(next);
    document.getElementById(`tab-${TABS.indexOf(next)}`)?.focus();
  };
  const at = TABS.indexOf(tab);

  return html`<aside class="inspector" aria-labelledby="inspector-title">
    <header class="bar">
      <div class="bar-text">
        <h2 id="inspector-title">Inspector</h2>
        <p>What happens behind the bot</p>
      </div>
      <button
        type="button"
        class="bar-button"
        aria-expanded=${isPlaying}
        aria-controls="faults"
        onClick=${() => setPlaying(!isPlaying)}
      >
        Faults
      </button>
      <button type="button" class="bar-button" onClick=${reset}>Reset …</button>
      <button type="button" class="view-switch" onClick=${onChannel}>Channel</button>
    </header>
    ${isPlaying && html`<${Faults} faults=${faults} />`}
    ${active.length > 0 && html`<${ActiveFaults} faults=${active} />`}
    <div class="tabs" role="tablist" aria-label="Inspector" onKeyDown=${onKey}>
      ${TABS.map(
        (name, index) => html`<button
          type="button"
          role="tab"
          id=${`tab-${index}`}
          aria-selected=${name === tab}
          aria-controls="inspector-panel"
          tabindex=${name === tab ? 0 : -1}
          onClick=${() => setTab(name)}
        >
          ${name}${counts[name] > 0 && html` <span class="count">${counts[name]}</span>`}
        </button>`,
      )}
    </div>
    <div id="inspector-panel" class="panel" role="tabpanel" aria-labelledby=${`tab-${at}`} tabindex="0">${panel[tab]()}</div>
  </aside>`;
}
