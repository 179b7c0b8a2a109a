import type { Context } from "hono";
import { z } from "zod";
import { safeParse } from "../../../data/runtime/safe-parse.ts";

/** A refusal of the playground itself: what the page sent does not fit. */
export class BadRequest extends Error {}

/** The JSON that the page sent. Throws `BadRequest`. */
export async function parseRequest<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  try {
    const { data, error } = safeParse(schema, await c.req.json());
    if (error) throw new BadRequest(z.prettifyError(error), { cause: error });
    return data;
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRequest("This is no JSON.", { cause: error });
    throw error;
  }
}

/** Answers a `BadRequest`; what else was thrown is thrown on. */
export function answerBadRequest(error: Error, c: Context): Response {
  if (!(error instanceof BadRequest)) throw error;
  return c.json({ ok: false, error: error.message }, 400);
}
