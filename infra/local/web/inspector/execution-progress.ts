import type { Execution } from "../../services/step-functions/execution.ts";
import type { HistoryEvent } from "../../services/step-functions/history.ts";
import type { FindWaitEnd } from "./wait-end.ts";

/** The progress of a state in one execution. A state that `failed` may be retried. */
export interface StateProgress {
  status: "running" | "done" | "failed";
  /** How often the execution entered it. */
  visits: number;
  /** How many of its attempts failed. */
  failures: number;
  /** Until when (ms) a Wait state that was entered waits. */
  until?: number;
}

/** A longer input is only part of the execution's details. */
const LONGEST_INPUT = 2_000;

const UNSUCCESSFUL = new Set(["FAILED", "TIMED_OUT", "ABORTED"]);

/** Follows the history of an execution and keeps the progress of each of its states. */
export function createExecutionProgress(execution: Execution, findWaitEnd: FindWaitEnd) {
  const states = new Map<string, StateProgress>();
  /** The state that each event belongs to, by the event's id. */
  const stateOf = [""];

  const change = (name: string, changes: Partial<StateProgress>) => {
    const before = states.get(name) ?? { status: "running", visits: 0, failures: 0 };
    states.set(name, { ...before, ...changes });
  };

  const follow = ({ id, previousEventId, type, details }: HistoryEvent) => {
    // After a restart of the stack an execution runs again from its first state.
    if (type === "ExecutionRedriven") states.clear();
    const named = details?.["name"];
    const name = typeof named === "string" ? named : (stateOf[previousEventId] ?? "");
    stateOf[id] = name;
    if (name === "") return;
    const known = states.get(name);
    if (type.endsWith("StateEntered")) {
      const until = findWaitEnd(name, String(details?.["input"] ?? "{}"));
      change(name, {
        status: "running",
        visits: (known?.visits ?? 0) + 1,
        ...(until !== undefined && { until }),
      });
    } else if (type.endsWith("Scheduled")) change(name, { status: "running" });
    else if (/(Failed|TimedOut|Aborted)$/.test(type) && known)
      change(name, { status: "failed", failures: known.failures + 1 });
    else if (type.endsWith("StateExited") && known?.status === "running") change(name, { status: "done" });
  };
  for (const event of execution.events) follow(event);

  return {
    follow,
    read() {
      const { name, status, startDate, stopDate, input, error, events } = execution;
      // No state of an ended execution is running, even if its last event says so.
      const shown = [...states].map(([state, progress]) =>
        progress.status === "running" && UNSUCCESSFUL.has(status)
          ? ([state, { ...progress, status: "failed" }] as const)
          : ([state, progress] as const),
      );
      return {
        name,
        status,
        startDate,
        ...(stopDate !== undefined && { stopDate }),
        ...(input.length <= LONGEST_INPUT && { input }),
        ...(error !== undefined && { error }),
        events: events.length,
        states: Object.fromEntries(shown),
      };
    },
  };
}
