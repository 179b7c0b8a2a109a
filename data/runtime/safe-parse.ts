import * as z from "zod";

type Parsed<Output> =
  | { success: true; data: Output; error?: undefined }
  | { success: false; data?: undefined; error: z.ZodError };

/**
 * Parses an untrusted value. Zod's own `safeParse` throws a `TypeError` for `{"length": {"toString": 0}}` if it expects a
 * string or list of some length; here such a value is invalid.
 */
export function safeParse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Parsed<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed : { success: false, error: parsed.error };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = "has a length that is not a number";
    return {
      success: false,
      error: new z.ZodError([{ code: "custom", path: [], message, input: undefined }]),
    };
  }
}
