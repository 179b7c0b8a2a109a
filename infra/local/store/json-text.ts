import { z } from "zod";

/** A column of JSON text, as the value in it. Throws nothing: what is no JSON does not fit. */
export function jsonText<Value>(schema: z.ZodType<Value>): z.ZodType<Value> {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        context.issues.push({ code: "custom", message: "no JSON", input: text });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
