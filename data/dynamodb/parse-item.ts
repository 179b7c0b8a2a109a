import type { z } from "zod";
import { LotteryError } from "../runtime/lottery-error.ts";
import { safeParse } from "../runtime/safe-parse.ts";

/** Parses a stored item. Throws `InvalidItem`, which names the item (`what`) and its malformed attributes. */
export function parseItem<Schema extends z.ZodType>(
  schema: Schema,
  item: unknown,
  what: string,
): z.output<Schema> {
  const result = safeParse(schema, item);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join(".") || "item"}: ${issue.message}`);
  throw new LotteryError("InvalidItem", `${what} is malformed: ${faults.join("; ")}`, {
    cause: result.error,
  });
}
