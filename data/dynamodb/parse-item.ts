import type { z } from "zod";
import { LotteryError } from "../runtime/lottery-error.ts";
import { safeParse } from "../runtime/safe-parse.ts";

/** A stored item as its schema says, or `InvalidItem` with what it was (`what`) and which attributes do not fit. */
export function parseItem<Schema extends z.ZodType>(
  schema: Schema,
  item: unknown,
  what: string,
): z.output<Schema> {
  const result = safeParse(schema, item);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join(".") || "item"}: ${issue.message}`);
  throw new LotteryError("InvalidItem", `${what} does not fit its schema: ${faults.join("; ")}`, {
    cause: result.error,
  });
}
