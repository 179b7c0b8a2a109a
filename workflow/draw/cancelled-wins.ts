import type { ExportedDraw } from "./exported-draw.ts";

/** Returns the digests of the people whose wins were cancelled, each with the number of the revision that did it, from 1. */
export function findCancelledWins({ revisions }: ExportedDraw): ReadonlyMap<string, number> {
  return new Map(revisions.flatMap(({ voided }, i) => voided.map((person) => [person, i + 1] as const)));
}
