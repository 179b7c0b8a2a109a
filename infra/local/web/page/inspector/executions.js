import { useEffect, useState } from "preact/hooks";
import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";
import { slashCommand, texts } from "../shared/texts.js";
import { describeExecution } from "./describe-execution.js";
import { Graph } from "./graph.js";
import { Json, Nothing, parseJson } from "./panel.js";
import { findDrawNumbers } from "./table-views.js";

/**
 * @import { Execution, Machine, Table } from "../types.js"
 * @typedef {{ id: number, timestamp: number, type: string, details?: Record<string, unknown> }} HistoryEvent
 * @typedef {{ input: string, output?: string, error?: string, cause?: string, events: HistoryEvent[] }} Details
 */

/** @param {Execution} execution */
function formatDuration({ startDate, stopDate }) {
  if (stopDate === undefined) return "…";
  const ms = stopDate - startDate;
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/**
 * Loads an execution with its history, again each time it has more events.
 * @param {Execution} execution
 */
function useDetails({ name, events }) {
  const [details, setDetails] = useState(/** @type {Details | undefined} */ (undefined));
  useEffect(() => {
    const controller = new AbortController();
    const read = async () => {
      try {
        const response = await fetch(`/inspector/executions/${encodeURIComponent(name)}`, {
          signal: controller.signal,
        });
        if (response.ok) setDetails(await response.json());
      } catch (error) {
        // The event stream reports a lost connection.
        if (!controller.signal.aborted && !(error instanceof TypeError)) throw error;
      }
    };
    void read();
    return () => controller.abort();
  }, [name, events]);
  return details;
}

/** @param {{ execution: Execution }} props */
function ExecutionDetails({ execution }) {
  const details = useDetails(execution);
  if (!details) return html`<${Nothing}>${texts.executions.reading}<//>`;
  const { input, output, error, cause, events } = details;
  return html`<div class="details">
    <h4>${texts.executions.input}</h4>
    <${Json} value=${parseJson(input) ?? input} />
    ${output !== undefined && html`<h4>${texts.executions.output}</h4><${Json} value=${parseJson(output) ?? output} />`}
    ${error !== undefined && html`<h4>${texts.executions.error(error)}</h4><${Json} value=${parseJson(cause ?? "") ?? cause} />`}
    <h4>${texts.executions.events(events.length)}</h4>
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
  return html`<${Json} value=${shown} />`;
};

/** @param {{ execution: Execution, drawNo: number | undefined }} props */
function ExecutionName({ execution, drawNo }) {
  const { error } = execution;
  const name = `${describeExecution(execution, drawNo)}${error ? ` · ${error}` : ""}`;
  return html`<span class="execution-name" title=${name}>${name}</span>`;
}

/**
 * The state machine with the progress of the chosen or the newest execution, and the list of executions.
 * @param {{ definition: Machine | undefined, executions: Execution[], tables: Table[] }} props
 */
export function Executions({ definition, executions, tables }) {
  const [chosen, setChosen] = useState(/** @type {string | undefined} */ (undefined));
  const shown = executions.find(({ name }) => name === chosen) ?? executions[0];
  const numbers = findDrawNumbers(tables);
  const [beforeCommand, afterCommand] = texts.executions.none;
  const running = executions.filter(({ status }) => status === "RUNNING").length;
  return html`
    ${definition && html`<${Graph} definition=${definition} execution=${shown} />`}
    <h3 class="list-title" id="executions-title">
      ${texts.executions.title} <small>${running > 0 ? texts.executions.running(running) : ""}</small>
    </h3>
    ${executions.length === 0 && html`<${Nothing}>${beforeCommand}<code>${slashCommand} draw 2</code>${afterCommand}<//>`}
    <ul class="executions" aria-labelledby="executions-title">
      ${executions.map(
        (execution) => html`<li key=${execution.name} data-status=${execution.status}>
          <button
            type="button"
            aria-expanded=${execution.name === chosen}
            class=${execution === shown ? "shown" : ""}
            onClick=${() => setChosen(execution.name === chosen ? undefined : execution.name)}
          >
            <span class="execution-status">${texts.executions.status[execution.status]}</span>
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
