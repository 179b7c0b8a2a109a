import { z } from "zod";
import { safeParse } from "../../../../../data/runtime/safe-parse.ts";
import { isNestedDeeper } from "../../../services/dynamodb/json-depth.ts";
import { blocksSchema } from "../block-kit/blocks.ts";

/** An error code of Slack's Web API. It is returned in the body, with HTTP status 200. */
export class SlackError extends Error {
  readonly details: string[];
  constructor(code: string, details: string[] = []) {
    super(code);
    this.details = details;
  }
}

/** The nesting up to which JSON is accepted. Deeper JSON could be parsed, but not formatted again. */
const DEEPEST_JSON = 100;

/** In a form, a value that is not a text is JSON. */
export const json = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => {
    if (typeof value !== "string" || isNestedDeeper(value, DEEPEST_JSON)) return value;
    try {
      return JSON.parse(value);
    } catch (error) {
      if (error instanceof SyntaxError) return value;
      throw error;
    }
  }, schema);

export const flag = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((v) => v === "true" || v === "1"),
]);
export const timestamp = z.string().regex(/^\d+(\.\d{1,6})?$/);
export const channel = z.object({ channel: z.string().min(1) });
const content = z.object({
  text: z.string().max(40_000).default(""),
  blocks: json(blocksSchema).optional(),
  metadata: json(
    z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) }),
  ).optional(),
});

/** Slack's error codes for invalid arguments. All others are `invalid_arguments`. */
const CODES: Record<string, string> = {
  blocks: "invalid_blocks",
  metadata: "invalid_metadata_format",
  text: "msg_too_long",
};

export function parseArguments<S extends z.ZodType>(schema: S, args: unknown): z.infer<S> {
  const parsed = safeParse(schema, args);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new SlackError(
    CODES[String(first?.path[0])] ?? "invalid_arguments",
    parsed.error.issues.map(({ message, path }) => `[ERROR] ${message} [json-pointer:/${path.join("/")}]`),
  );
}

export function parseContent(args: unknown): z.infer<typeof content> {
  const parsed = parseArguments(content, args);
  if (!parsed.text && !parsed.blocks?.length) throw new SlackError("no_text");
  return parsed;
}

/** Reads the arguments of a call from a form or JSON. */
export async function readArguments(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json"))
    return Object.fromEntries(new URLSearchParams(await request.text()));
  try {
    const text = await request.text();
    if (isNestedDeeper(text, DEEPEST_JSON)) throw new SlackError("invalid_json");
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new SlackError("invalid_json");
    throw error;
  }
}
