import { z } from "zod";
import { safeParse } from "../../../data/runtime/safe-parse.ts";
import { CommandFailed } from "./command-error.ts";

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandFailed(`${file} is not JSON. Export it again, or choose another file.`, {
      cause: error,
    });
  }
}

/** Parses the text of a file that should be `what`. Throws `CommandFailed`, which names the first field that is wrong. */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  { text, file, what }: { text: string; file: string; what: string },
): z.output<Schema> {
  const record = safeParse(schema, parse(text, file));
  if (record.success) return record.data;
  const path = record.error.issues[0]?.path ?? [];
  const field =
    path.length > 0 ? ` The field ${z.core.toDotPath(path)} is missing, unknown or malformed.` : "";
  throw new CommandFailed(`${file} is not ${what}.${field}`, { cause: record.error });
}
