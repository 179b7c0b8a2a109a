import { useEffect, useState } from "preact/hooks";
import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";
import { describeExecution, parseJson } from "./describe-execution.js";
import { Graph } from "./graph.js";
import { findDrawNumbers } from "./table-views.js";

/**
 * @import { Execution, Machine, Table } from "../types.js"
 * @typedef {{ id: number, timestamp: number, type: string, details?: Record<string, unknown> }} HistoryEvent
 * @typedef {{ input: string, output?: string, error?: string, cause?: string, events: HistoryEvent[] }} Details
 */

const STATUS = {
  RUNNING: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timed out",
  ABORTED: "aborted",
};

/** @param {Execution} execution */
function formatDuration({ startDate, stopDate }) {
  if (stopDate === undefined) return "…";
  const ms = stopDate - startDate;
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** @param {{ text: string | undefined }} props */
const Json = ({ text = "" }) => {
  const value = parseJson(text);
  return html`<pre class="json" tabindex="0">${value === undefined ? text : JSON.stringify(value, null, 2)}</pre>`;
};

/**
 * All that is known of an execution; read again whenever it is told that there is more.
 * @param {Execution} execution
 */
function useDetails({ name, events }) {
  const [details, setDetails] = useState(/** @type {Details | undefined} */ (undefined));
  useEffect(() => {
    const gone = new AbortController();
    const read = async () => {
      try {
        const response = await fetch(`/inspector/executions/${encodeURIComponent(name)}`, {
          signal: gone.signal,
        });
        if (response.ok) setDetails(await response.json());
      } catch (error) {
        // The stream tells when the server is gone.
        if (!gone.signal.aborted && !(error instanceof TypeError)) throw error;
      }
    };
    void read();
    return () => gone.abort();
  }, [name, events]);
  return details;
}

/** @param {{ execution: Execution }} props */
function ExecutionDetails({ execution }) {
  const details = useDetails(execution);
  if (!details) return html`<p class="nothing">Reading …</p>`;
  const { input, output, error, cause, events } = details;
  return html`<div class="details">
    <h4>Input</h4>
    <${Json} text=${input} />
    ${output !== undefined && html`<h4>Output</h4><${Json} text=${output} />`}
    ${error !== undefined && html`<h4>Error: ${error}</h4><${Json} text=${cause} />`}
    <h4>${events.length} events</h4>
    <ol class="events">
      ${events.map(
        ({ id, timestamp, type, details: more = {} }) => html`<li key=${id}>
          <details>
            <summary>
              <span class="event-type">${type}</span>
              <span class="event-name">${String(more["name"] ?? more["error"] ?? "")}</span>
              <span class="event-time">+${timestamp - execution.startDate} ms</span>
            </summary>
            <${EventDetails} details=${more} />
          </details>
        </li>`,
      )}
    </ol>
  </div>`;
}

/** @param {{ details: Record<string, unknown> }} props */
const EventDetails = ({ details }) => {
  const shown = Object.fromEntries(
    Object.entries(details)
      .filter(([key]) => !key.endsWith("Details"))
      .map(([key, value]) => [key, typeof value === "string" ? (parseJson(value) ?? value) : value]),
  );
  return html`<pre class="json" tabindex="0">${JSON.stringify(shown, null, 2)}</pre>`;
};

/** @param {{ execution: Execution, drawNo: number | undefined }} props */
function ExecutionName({ execution, drawNo }) {
  const { error } = execution;
  const name = `${describeExecution(execution, drawNo)}${error ? ` · ${error}` : ""}`;
  return html`<span class="execution-name" title=${name}>${name}</span>`;
}

/**
 * The executions, and the state machine with the one that is looked at: the newest, unless one is chosen.
 * @param {{ definition: Machine | undefined, executions: Execution[], tables: Table[] }} props
 */
export function Executions({ definition, executions, tables }) {
  const [chosen, setChosen] = useState(/** @type {string | undefined} */ (undefined));
  const shown = executions.find(({ name }) => name === chosen) ?? executions[0];
  const numbers = findDrawNumbers(tables);
  const running = executions.filter(({ status }) => status === "RUNNING").length;
  return html`
    ${definition && html`<${Graph} definition=${definition} execution=${shown} />`}
    <h3 class="list-title" id="executions-title">
      Executions <small>${running > 0 ? `${running} running` : ""}</small>
    </h3>
    ${executions.length === 0 && html`<p class="nothing">None yet. Each draw is one: type <code>/lottery draw 2</code>.</p>`}
    <ul class="executions" aria-labelledby="executions-title">
      ${executions.map(
        (execution) => html`<li key=${execution.name} data-status=${execution.status}>
          <button
            type="button"
            aria-expanded=${execution.name === chosen}
            class=${execution === shown ? "shown" : ""}
            onClick=${() => setChosen(execution.name === chosen ? undefined : execution.name)}
          >
            <span class="execution-status">${STATUS[execution.status]}</span>
            <${ExecutionName} execution=${execution} drawNo=${numbers.get(execution.name)} />
            <span class="execution-time">
              ${formatDate(new Date(execution.startDate), "{time_secs}")} · ${formatDuration(execution)}
            </span>
          </button>
          ${execution.name === chosen && html`<${ExecutionDetails} execution=${execution} />`}
        </li>`,
      )}
    </ul>
  `;
}
