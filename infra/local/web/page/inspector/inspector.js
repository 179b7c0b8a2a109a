import { useState } from "preact/hooks";
import { ask } from "../shared/dialog.js";
import { html } from "../shared/html.js";
import { post } from "../shared/post.js";
import { texts } from "../shared/texts.js";
import { Executions } from "./executions.js";
import { ActiveFaults, Faults } from "./faults.js";
import { Log } from "./log.js";
import { Mails } from "./mails.js";
import { Tables } from "./tables.js";

const TABS = /** @type {const} */ (["machine", "tables", "mails", "log"]);

async function reset() {
  const isSure = await ask({ ...texts.inspector.resetDialog, isDanger: true });
  if (isSure) await post("/inspector/reset", {});
}

/**
 * What happens behind the bot: executions, tables, mails and log, and faults to switch on.
 * @param {object} props
 * @param {import("../live.js").State} props.state
 * @param {() => void} props.onChannel shows the channel instead, on a narrow screen
 */
export function Inspector({ state, onChannel }) {
  const [tab, setTab] = useState(/** @type {typeof TABS[number]} */ (TABS[0]));
  const [areFaultsOpen, setFaultsOpen] = useState(false);
  const { definition, executions, tables, mails, mailCount, log, faults } = state;
  const active = faults.filter((fault) => fault.active);
  const counts = { machine: 0, tables: 0, mails: mailCount, log: 0 };
  const panel = {
    machine: () => html`<${Executions} definition=${definition} executions=${executions} tables=${tables} />`,
    tables: () => html`<${Tables} tables=${tables} />`,
    mails: () => html`<${Mails} mails=${mails} />`,
    log: () => html`<${Log} lines=${log} />`,
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };

  return html`<aside class="inspector" aria-labelledby="inspector-title">
    <header class="bar">
      <div class="bar-text">
        <h2 id="inspector-title">${texts.inspector.title}</h2>
        <p>${texts.inspector.subtitle}</p>
      </div>
      <button
        type="button"
        class="bar-button"
        aria-expanded=${areFaultsOpen}
        aria-controls="faults"
        onClick=${() => setFaultsOpen(!areFaultsOpen)}
      >
        ${texts.inspector.faults}
      </button>
      <button type="button" class="bar-button" onClick=${reset}>${texts.inspector.reset}</button>
      <button type="button" class="view-switch" onClick=${onChannel}>${texts.inspector.channel}</button>
    </header>
    ${areFaultsOpen && html`<${Faults} faults=${faults} />`}
    ${active.length > 0 && html`<${ActiveFaults} faults=${active} />`}
    <div class="tabs" role="tablist" aria-label=${texts.inspector.title} onKeyDown=${onKey}>
      ${TABS.map(
        (name) => html`<button
          type="button"
          role="tab"
          id=${`tab-${name}`}
          aria-selected=${name === tab}
          aria-controls="inspector-panel"
          tabindex=${name === tab ? 0 : -1}
          onClick=${() => setTab(name)}
        >
          ${texts.inspector.tabs[name]}${counts[name] > 0 && html` <span class="count">${counts[name]}</span>`}
        </button>`,
      )}
    </div>
    <div id="inspector-panel" class="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`} tabindex="0">${panel[tab]()}</div>
  </aside>`;
}
