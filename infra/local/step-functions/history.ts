import type { HistoryEventType } from "@aws-sdk/client-sfn";

/** An event as GetExecutionHistory answers it, but for the time, which is in ms. */
export interface HistoryEvent {
  id: number;
  /** What led to it; 0 for the first ones. */
  previousEventId: number;
  timestamp: number;
  type: HistoryEventType;
  details?: Details;
}

export type Details = Readonly<Record<string, unknown>>;

export interface History {
  readonly events: readonly HistoryEvent[];
  /** Adds an event to what happened in a branch ("" is the top). */
  record(branch: string, type: HistoryEventType, details?: Details, timestamp?: number): void;
  /** Lets `to` go on from where `from`, the furthest of several branches, stands. */
  follow(to: string, from: readonly string[]): void;
}

/** The events of one execution. Each branch is a chain of its own, as on AWS. */
export function createHistory(onEvent: (event: HistoryEvent) => void): History {
  const events: HistoryEvent[] = [];
  const heads = new Map<string, number>();
  const headOf = (branch: string) => heads.get(branch) ?? 0;
  return {
    events,
    record(branch, type, details, timestamp = Date.now()) {
      const id = events.length + 1;
      const event = { id, previousEventId: headOf(branch), timestamp, type, ...(details && { details }) };
      events.push(event);
      // AWS starts the chain of the states at 0 too, not at ExecutionStarted.
      if (type !== "ExecutionStarted") heads.set(branch, id);
      onEvent(event);
    },
    follow(to, from) {
      heads.set(to, Math.max(...from.map(headOf)));
    },
  };
}
