import { useMemo } from "preact/hooks";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { END, layOut, START } from "./layout.js";
import { useSecondsUntil } from "./seconds-until.js";

/**
 * @import { Execution, Machine } from "../types.js"
 * @typedef {"" | "running" | "done" | "failed"} StateStatus
 */

/** Splits a name into at most two lines of about the same length. */
const splitName = (/** @type {string} */ name) => {
  if (name.length <= 18) return [name];
  const words = name.split(" ");
  const cuts = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const longest = (/** @type {string[]} */ lines) => Math.max(...lines.map((line) => line.length));
  return cuts.sort((a, b) => longest(a) - longest(b))[0] ?? [name];
};

/**
 * @param {string} name
 * @param {Execution | undefined} execution
 * @returns {StateStatus}
 */
function statusOf(name, execution) {
  if (!execution) return "";
  if (name === START) return "done";
  if (name === END) return execution.status === "SUCCEEDED" ? "done" : "";
  if (execution.states[name]) return name === "Failed" ? "failed" : execution.states[name].status;
  return "";
}

/**
 * Returns whether an execution has taken a transition, judging by the states at its ends.
 * @param {import("./layout.js").Edge} edge
 * @param {Execution | undefined} execution
 */
const isTaken = ({ from, to, kind, isBack, skipped }, execution) =>
  !skipped.some((name) => statusOf(name, execution) !== "") &&
  (statusOf(from, execution) === (kind === "catch" ? "failed" : "done") || (isBack && from !== START)) &&
  statusOf(to, execution) !== "" &&
  (!isBack || (execution?.states[to]?.visits ?? 0) > 1);

/** @param {{ node: import("./layout.js").Node, execution: Execution | undefined }} props */
function State({ node: { name, type, x, y, width, height }, execution }) {
  const status = statusOf(name, execution);
  const { visits = 0, failures = 0, until } = execution?.states[name] ?? {};
  const seconds = useSecondsUntil(status === "running" ? until : undefined);
  if (type === START || type === END)
    return html`<g class="state round" data-state=${name} data-status=${status}>
      <circle cx=${x + width / 2} cy=${y + height / 2} r=${width / 2} />
    </g>`;
  const isGroup = type === "Parallel";
  const left = seconds === undefined ? [] : [texts.machine.seconds(seconds)];
  const lines = [...(isGroup ? [name] : splitName(name)), ...left];
  const top = isGroup ? y + 19 : y + height / 2 + 4 - (lines.length - 1) * 7;
  const note = [
    ...left,
    visits > 1 && texts.machine.visits(visits),
    failures > 0 && texts.machine.failures(failures),
  ]
    .filter(Boolean)
    .join(texts.machine.listSeparator);
  return html`<g class=${`state ${isGroup ? "group" : type.toLowerCase()}`} data-state=${name} data-status=${status}>
    <title>${name}: ${status ? texts.machine.status[status] : texts.machine.notReached}${note && ` (${note})`}</title>
    <rect x=${x} y=${y} width=${width} height=${height} rx=${type === "Choice" ? 20 : 8} />
    ${lines.map((line, at) => html`<text x=${x + width / 2} y=${top + at * 14}>${line}</text>`)}
    ${
      (visits > 1 || failures > 0) &&
      html`<g class=${failures > 0 ? "count failures" : "count"}>
        <circle cx=${x + width - 2} cy=${y + 2} r="9" />
        <text x=${x + width - 2} y=${y + 6}>${failures > 0 ? `!${failures}` : `×${visits}`}</text>
      </g>`
    }
  </g>`;
}

/**
 * The state machine, with the progress of one execution.
 * @param {{ definition: Machine, execution: Execution | undefined }} props
 */
export function Graph({ definition, execution }) {
  const { width, height, nodes, edges } = useMemo(() => layOut(definition), [definition]);
  const reached = nodes.flatMap(({ name }) => {
    const status = statusOf(name, execution);
    return status && name !== START && name !== END ? [`${name} ${texts.machine.status[status]}`] : [];
  });
  const label = texts.machine.label(reached.join(texts.machine.listSeparator) || texts.machine.nothingRun);
  const groups = nodes.filter(({ type }) => type === "Parallel");
  const others = nodes.filter(({ type }) => type !== "Parallel");
  return html`<svg
    class="graph"
    role="img"
    aria-label=${label}
    viewBox=${`-10 -10 ${width + 20} ${height + 20}`}
    style=${{ maxWidth: `${width + 20}px` }}
  >
    <defs>
      <marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
        <path d="M0 0.500 7 4 0 7.500Z" />
      </marker>
    </defs>
    ${groups.map((node) => html`<${State} node=${node} execution=${execution} />`)}
    ${edges.map(
      (edge) =>
        html`<path
          class=${`edge ${edge.kind}`}
          d=${edge.path}
          transform=${edge.shift}
          marker-end="url(#arrow)"
          data-taken=${isTaken(edge, execution) ? "" : undefined}
        />`,
    )}
    ${others.map((node) => html`<${State} node=${node} execution=${execution} />`)}
  </svg>`;
}
