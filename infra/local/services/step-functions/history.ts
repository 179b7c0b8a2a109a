import type { HistoryEventType } from "@aws-sdk/client-sfn";

/** An event as GetExecutionHistory returns it, except for the time, which is in ms. */
export interface HistoryEvent {
  id: number;
  /** The event that led to it; 0 for the first ones. */
  previousEventId: number;
  timestamp: number;
  type: HistoryEventType;
  details?: Details;
}

export type Details = Readonly<Record<string, unknown>>;

export interface History {
  readonly events: readonly HistoryEvent[];
  /** Adds an event to a branch ("" is the top level). */
  record(branch: string, type: HistoryEventType, details?: Details, timestamp?: number): HistoryEvent;
  /** Lets `to` continue after the newest event of several branches. */
  follow(to: string, from: readonly string[]): void;
}

/**
 * The events of one execution, after those that were recorded before an interruption. Each branch is a chain of its own,
 * as on AWS.
 */
export function createHistory(
  onEvent: (event: HistoryEvent) => void,
  recorded: readonly HistoryEvent[] = [],
): History {
  const events = [...recorded];
  const heads = new Map([["", events.length]]);
  const headOf = (branch: string) => heads.get(branch) ?? 0;

  return {
    events,
    record(branch, type, details, timestamp = Date.now()) {
      const id = events.length + 1;
      const event = { id, previousEventId: headOf(branch), timestamp, type, ...(details && { details }) };
      events.push(event);
      // On AWS the chain of the states starts at 0 too, not at ExecutionStarted.
      if (type !== "ExecutionStarted") heads.set(branch, id);
      onEvent(event);
      return event;
    },
    follow(to, from) {
      heads.set(to, Math.max(...from.map(headOf)));
    },
  };
}
