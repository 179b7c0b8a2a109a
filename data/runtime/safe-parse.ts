import * as z from "zod";

type Parsed<Output> =
  | { success: true; data: Output; error?: undefined }
  | { success: false; data?: undefined; error: z.ZodError };

/**
 * The schema's own `safeParse`, for what anybody may have written: by itself it falls over `{"length": {"toString": 0}}`
 * where a text or a list of some length is expected. That fits nothing either.
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
    const message = "has a length that is no number";
    return {
      success: false,
      error: new z.ZodError([{ code: "custom", path: [], message, input: undefined }]),
    };
  }
}
