import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import type { Store } from "../store/store.ts";
import type { Execution } from "./execution.ts";
import type { HistoryEvent } from "./history.ts";

const optional = z
  .string()
  .nullable()
  .transform((text) => text ?? undefined);

const executionRow = z.object({
  name: z.string(),
  input: z.string(),
  start_date: z.int(),
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
  stop_date: z.int().nullable(),
  output: optional,
  error: optional,
  cause: optional,
  is_reported: z.int().transform((flag) => flag !== 0),
});

const eventRow = z.object({
  id: z.int(),
  previous: z.int(),
  timestamp: z.int(),
  type: z.custom<HistoryEvent["type"]>((value) => typeof value === "string"),
  details: z.union([z.null().transform(() => undefined), jsonOf(z.record(z.string(), z.unknown()))]),
});

interface StoredExecution {
  execution: Omit<Execution, "executionArn" | "events">;
  /** Whether the event of its end was delivered. */
  isReported: boolean;
}

const COLUMNS = "name, input, start_date, status, stop_date, output, error, cause, is_reported";
const HAS_EVENTS = "EXISTS (SELECT 1 FROM event WHERE event.execution = execution.id)";

function parseRow({ name, input, status, output, error, cause, ...row }: z.output<typeof executionRow>) {
  return {
    execution: {
      name,
      input,
      status,
      startDate: row.start_date,
      ...(row.stop_date !== null && { stopDate: row.stop_date }),
      ...(output !== undefined && { output }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    },
    isReported: row.is_reported,
  };
}

/** No name of an execution contains it. */
const SEPARATOR = ":";

/**
 * The executions of one state machine in the store, each with its events. Of the oldest ones only the summaries are left,
 * without events. All machines have one table: that of draws stores plain names, every other one puts its own name before
 * them.
 */
export function createExecutionStore(store: Store, machine?: string) {
  const prefix = machine === undefined ? "" : `${machine}${SEPARATOR}`;
  const isOwn = machine === undefined ? `instr(name, '${SEPARATOR}') = 0` : "substr(name, 1, ?) = ?";
  const own = machine === undefined ? [] : [prefix.length, prefix];
  const parseOwn = (row: z.output<typeof executionRow>) =>
    parseRow({ ...row, name: row.name.slice(prefix.length) });

  return {
    readEvents: (name: string): HistoryEvent[] =>
      store
        .all(
          eventRow,
          `SELECT event.id, previous, timestamp, type, details
             FROM event JOIN execution ON execution.id = event.execution WHERE name = ? ORDER BY event.id`,
          prefix + name,
        )
        .map(({ previous, details, ...event }) => ({
          ...event,
          previousEventId: previous,
          ...(details && { details }),
        })),

    /** Those with events, oldest first. */
    list: (): StoredExecution[] =>
      store
        .all(
          executionRow,
          `SELECT ${COLUMNS} FROM execution WHERE ${isOwn} AND (${HAS_EVENTS} OR NOT is_reported) ORDER BY id`,
          ...own,
        )
        .map(parseOwn),

    find(name: string): StoredExecution["execution"] | undefined {
      return store
        .all(executionRow, `SELECT ${COLUMNS} FROM execution WHERE name = ?`, prefix + name)
        .map(parseOwn)[0]?.execution;
    },

    begin({ name, input, startDate }: Pick<Execution, "name" | "input" | "startDate">) {
      store.run(
        "INSERT INTO execution (name, input, start_date, status) VALUES (?, ?, ?, 'RUNNING')",
        prefix + name,
        input,
        startDate,
      );
    },

    addEvent(name: string, { id, previousEventId, timestamp, type, details }: HistoryEvent) {
      store.run(
        `INSERT INTO event (execution, id, previous, timestamp, type, details)
           SELECT execution.id, ?, ?, ?, ?, ? FROM execution WHERE name = ?`,
        id,
        previousEventId,
        timestamp,
        type ?? null,
        details === undefined ? null : JSON.stringify(details),
        prefix + name,
      );
    },

    end({ name, status, stopDate, output, error, cause }: Execution) {
      store.run(
        "UPDATE execution SET status = ?, stop_date = ?, output = ?, error = ?, cause = ? WHERE name = ?",
        status,
        stopDate ?? null,
        output ?? null,
        error ?? null,
        cause ?? null,
        prefix + name,
      );
    },

    markReported(name: string) {
      store.run("UPDATE execution SET is_reported = 1 WHERE name = ?", prefix + name);
    },

    /** Removes the events of an execution. Its summary stays. */
    removeEvents(name: string) {
      store.run(
        "DELETE FROM event WHERE execution = (SELECT id FROM execution WHERE name = ?)",
        prefix + name,
      );
    },

    /** Removes the summaries without events of executions that ended before this time (ms). */
    removeEndedBefore(time: number) {
      store.run(`DELETE FROM execution WHERE stop_date < ? AND ${isOwn} AND NOT ${HAS_EVENTS}`, time, ...own);
    },

    clear() {
      store.run(`DELETE FROM execution WHERE ${isOwn}`, ...own);
    },
  };
}
