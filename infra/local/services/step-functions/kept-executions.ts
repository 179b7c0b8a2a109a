import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import type { Store } from "../store/store.ts";
import type { Execution } from "./execution.ts";
import type { HistoryEvent, RecordedEvent } from "./history.ts";

const optional = z
  .string()
  .nullable()
  .transform((text) => text ?? undefined);

const executionRow = z.object({
  name: z.string(),
  input: z.string(),
  definition: z.string(),
  start_date: z.int(),
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
  stop_date: z.int().nullable(),
  output: optional,
  error: optional,
  cause: optional,
  is_told: z.int().transform((flag) => flag !== 0),
});

const eventRow = z.object({
  id: z.int(),
  branch: z.string(),
  previous: z.int(),
  timestamp: z.int(),
  type: z.custom<HistoryEvent["type"]>((value) => typeof value === "string"),
  details: z.union([z.null().transform(() => undefined), jsonOf(z.record(z.string(), z.unknown()))]),
});

interface KeptExecution {
  execution: Omit<Execution, "executionArn" | "events">;
  /** The state machine's definition with which it began, as a digest. */
  definition: string;
  /** Whether its end has been told. */
  isTold: boolean;
}

/** The executions in the store, each with its events. */
export function createKeptExecutions(store: Store) {
  const readEvents = (name: string): RecordedEvent[] =>
    store
      .all(
        eventRow,
        `SELECT event.id, branch, previous, timestamp, type, details
           FROM event JOIN execution ON execution.id = event.execution WHERE name = ? ORDER BY event.id`,
        name,
      )
      .map(({ id, branch, previous, timestamp, type, details }) => ({
        branch,
        event: { id, previousEventId: previous, timestamp, type, ...(details && { details }) },
      }));

  return {
    readEvents,

    /** In the order in which they began. */
    list: (): KeptExecution[] =>
      store
        .all(
          executionRow,
          `SELECT name, input, definition, start_date, status, stop_date, output, error, cause, is_told
             FROM execution ORDER BY id`,
        )
        .map(({ name, input, status, output, error, cause, ...row }) => ({
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
          definition: row.definition,
          isTold: row.is_told,
        })),

    begin({ name, input, startDate }: Pick<Execution, "name" | "input" | "startDate">, definition: string) {
      store.run(
        "INSERT INTO execution (name, input, definition, start_date, status) VALUES (?, ?, ?, ?, 'RUNNING')",
        name,
        input,
        definition,
        startDate,
      );
    },

    addEvent(name: string, { id, previousEventId, timestamp, type, details }: HistoryEvent, branch: string) {
      store.run(
        `INSERT INTO event (execution, id, branch, previous, timestamp, type, details)
           SELECT execution.id, ?, ?, ?, ?, ?, ? FROM execution WHERE name = ?`,
        id,
        branch,
        previousEventId,
        timestamp,
        type ?? null,
        details === undefined ? null : JSON.stringify(details),
        name,
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
        name,
      );
    },

    markTold(name: string) {
      store.run("UPDATE execution SET is_told = 1 WHERE name = ?", name);
    },

    forget(name: string) {
      store.run("DELETE FROM execution WHERE name = ?", name);
    },

    clear() {
      store.run("DELETE FROM execution");
    },
  };
}
