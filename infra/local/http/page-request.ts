import type { Context } from "hono";
import { z } from "zod";
import { safeParse } from "../../../data/runtime/safe-parse.ts";

/** The page has sent a malformed request. */
export class BadRequest extends Error {}

/** Returns the JSON that the page sent. Throws `BadRequest`. */
export async function parseRequest<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  try {
    const { data, error } = safeParse(schema, await c.req.json());
    if (error) throw new BadRequest(z.prettifyError(error), { cause: error });
    return data;
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRequest("The body is not JSON.", { cause: error });
    throw error;
  }
}

/** Returns the response to a `BadRequest`. Throws all other errors again. */
export function respondToBadRequest(error: Error, c: Context): Response {
  if (!(error instanceof BadRequest)) throw error;
  return c.json({ ok: false, error: error.message }, 400);
}
