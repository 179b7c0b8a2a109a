import { unwrapQuotes } from "./clean-input.ts";

/** `me`, `我`, `me E0042`. Chinese keyboards type full-width letters and punctuation. */
const ME = /^(?:[mｍ][eｅ]|我)(?:[\s:：,，]+(.*))?$/iu;

/** Parses what follows a draw's number if people ask about themselves. Otherwise returns undefined. */
export function parseMe(rest: string): { employeeId: string | undefined } | undefined {
  const match = ME.exec(rest);
  return match ? { employeeId: unwrapQuotes(match[1]?.trim() ?? "") || undefined } : undefined;
}
