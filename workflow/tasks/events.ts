import * as z from "zod";
import { executionName } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";

/** The first task's event: the request as the state machine wraps it. */
export const wrappedRequest = z.object({
  execution: executionName,
  started_at: z.iso.datetime({ offset: true }),
  request: z.unknown(),
});

/** Parses a task's event: a body, bare or as the result of the task before. Throws `InvalidInput`. */
export function parseEvent<Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> {
  const carried = safeParse(z.object({ body: z.looseObject({}) }), event);
  const result = safeParse(schema, carried.success ? carried.data.body : event);
  if (result.success) return result.data;
  throw new LotteryError("InvalidInput", `The event is malformed: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  });
}
