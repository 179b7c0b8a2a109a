import { findDay } from "./parse-day.ts";

/** Until when a person is excluded, and why, or what is wrong with the day. */
export type ParsedExclusion =
  | { until: string; reason: string; problem?: undefined }
  | { problem: "no day" }
  | { problem: "ambiguous"; days: [string, string] }
  | { problem: "past"; day: string };

const UNTIL =
  /(?:^|(?<=[\s,;]))(?<word>until|till?|through)(?:\s+the\s+|\s+|\s*:\s*|$)|(?:一直|直)?[到至]\s*/giu;
const BEFORE = /[\s,;:，；：、。.–—-]+$/u;
const AFTER = /^(?:\s*(?:为止|為止|止))?[\s,;:，；：、。.–—-]*/u;

/**
 * Parses what follows the name in `/lottery exclude`: `until 2027-01-31 on leave`, or a reason alone, which excludes for
 * ever. A day may also be the only argument, or follow the reason. `today` is an ISO date.
 */
export function parseExclusion(text: string, today: string): ParsedExclusion {
  const read = (from: number, to: number): ParsedExclusion | undefined => {
    const found = findDay(text.slice(to));
    if (!found) return undefined;
    if (found.kind === "impossible") return { problem: "no day" };
    if (found.kind === "ambiguous") return { problem: "ambiguous", days: found.days };
    if (found.day < today) return { problem: "past", day: found.day };
    const before = text.slice(0, from).replace(BEFORE, "");
    const after = text.slice(to + found.length).replace(AFTER, "");
    return { until: found.day, reason: [before, after].filter((part) => part !== "").join(" ") };
  };
  const alone = read(0, 0);
  if (alone) return alone;
  for (const { index, 0: found, groups } of text.matchAll(UNTIL)) {
    const parsed = read(index, index + found.length);
    if (parsed) return parsed;
    // `until Friday` must not exclude for ever. A Chinese reason can start with the same character.
    if (index === 0 && groups?.["word"] !== undefined) return { problem: "no day" };
  }
  return { until: "always", reason: text };
}
