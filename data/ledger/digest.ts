import * as z from "zod";

/** A SHA-256, or 32 random bytes: 64 digits in lower-case hex. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
