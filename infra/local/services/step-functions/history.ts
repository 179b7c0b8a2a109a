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

/** An event of an execution that was interrupted, with the branch in which it happened. */
export interface RecordedEvent {
  branch: string;
  event: HistoryEvent;
}

export interface History {
  readonly events: readonly HistoryEvent[];
  /**
   * Adds an event to what happened in a branch ("" is the top). What was recorded there before an interruption comes
   * first: it happens again, and keeps its place and time.
   */
  record(branch: string, type: HistoryEventType, details?: Details, timestamp?: number): HistoryEvent;
  /** Lets `to` go on from where `from`, the furthest of several branches, stands. */
  follow(to: string, from: readonly string[]): void;
  /** What happens next in a branch, where it was recorded before an interruption. */
  next(branch: string): HistoryEvent | undefined;
  /** Resolves when all that was recorded before this event has happened again. */
  reach(event: HistoryEvent): Promise<void>;
  /** Goes on from the end of what was recorded, whether it has happened again or not. */
  skip(): void;
}

/** An execution does not do again what its history says: nobody can say where it stands. */
class HistoryDiverged extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;

  constructor(expected: HistoryEvent, type: HistoryEventType) {
    super(
      `The execution was interrupted and cannot go on: its history has ${expected.type} as event ${expected.id}, now it is ${type}.`,
    );
    this.name = "States.Runtime";
  }
}

/** The events of one execution, those `recorded` before an interruption first. Each branch is a chain of its own, as on AWS. */
export function createHistory(
  onEvent: (event: HistoryEvent, branch: string) => void,
  recorded: readonly RecordedEvent[] = [],
): History {
  const events = recorded.map(({ event }) => event);
  const heads = new Map<string, number>();
  const headOf = (branch: string) => heads.get(branch) ?? 0;
  const ahead = Map.groupBy(recorded, ({ branch }) => branch);
  const unreached = new Set(events.map(({ id }) => id));
  const waiting = new Map<number, () => void>();

  const next = (branch: string) => ahead.get(branch)?.[0]?.event;

  /** AWS starts the chain of the states at 0 too, not at ExecutionStarted. */
  const moveHead = (branch: string, { type, id }: HistoryEvent) => {
    if (type !== "ExecutionStarted") heads.set(branch, id);
  };

  const wake = () => {
    const [lowest] = unreached;
    for (const [id, resolve] of waiting) {
      if (lowest !== undefined && lowest < id) continue;
      waiting.delete(id);
      resolve();
    }
  };

  const skip = () => {
    for (const [branch, passed] of ahead) for (const { event } of passed) moveHead(branch, event);
    ahead.clear();
    unreached.clear();
    wake();
  };

  const repeat = (branch: string, type: HistoryEventType, details?: Details): HistoryEvent | undefined => {
    const expected = ahead.get(branch)?.shift()?.event;
    if (!expected) return undefined;
    if (expected.type !== type || expected.details?.["name"] !== details?.["name"]) {
      skip();
      throw new HistoryDiverged(expected, type);
    }
    unreached.delete(expected.id);
    moveHead(branch, expected);
    wake();
    return expected;
  };

  return {
    events,
    record(branch, type, details, timestamp = Date.now()) {
      const repeated = repeat(branch, type, details);
      if (repeated) return repeated;
      const id = events.length + 1;
      const event = { id, previousEventId: headOf(branch), timestamp, type, ...(details && { details }) };
      events.push(event);
      moveHead(branch, event);
      onEvent(event, branch);
      return event;
    },
    follow(to, from) {
      heads.set(to, Math.max(...from.map(headOf)));
    },
    next,
    reach({ id }) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(id, resolve);
      wake();
      return promise;
    },
    skip,
  };
}
