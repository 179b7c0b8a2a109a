import type { DrawRules } from "../../data/ledger/rules.ts";
import type { ReadTaken } from "../../data/people/read-taken.ts";
import type { Roster } from "../../data/people/roster.ts";
import { classifyForSeal, scopeOf } from "../../workflow/draw/eligibility.ts";

/** Creates the function that counts who can win a draw with certain rules at this time. It reads the whole roster. */
export function createCountEligible({
  roster,
  readTaken,
  now,
}: {
  roster: Roster;
  readTaken: ReadTaken;
  now: () => Date;
}) {
  /** Returns undefined if that takes more than `withinMs`, as on a very large roster. Throws `InvalidItem`. */
  return async function countEligible(rules: DrawRules, withinMs: number): Promise<number | undefined> {
    const signal = AbortSignal.timeout(withinMs);
    const at = now();
    try {
      const { eligible } = await roster.survey(
        readTaken(scopeOf(rules), at, signal),
        (person, isTaken) => classifyForSeal(person, isTaken, { rules, at }),
        0,
        signal,
      );
      return eligible;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  };
}
