import type { RosterFile } from "../file/roster-file.ts";
import { compareAccounts } from "./compare-accounts.ts";
import { compareIdsInFile, compareIdsWithRoster } from "./compare-ids.ts";
import { type Conflict, orderAsDecided, type Resolutions } from "./conflict.ts";
import { findContradictions } from "./contradictions.ts";
import { createMatching, type Matching, type MatchingInput } from "./matching.ts";

/** Finds the person of each row, and all who may be one person. */
function compareAll(file: RosterFile, input: MatchingInput): Matching {
  const matching = createMatching(file, input);
  const listTargets = () => [...matching.rows].map(({ target }) => target).join("\n");
  compareIdsInFile(matching);
  // Who is left out now may be on the roster in the spelling of another row.
  for (const { target } of matching.rows) matching.claimed.add(target);
  let before: string;
  // Somebody who is found on the roster brings an id and accounts that were not compared.
  do {
    before = listTargets();
    compareIdsInFile(matching);
    compareIdsWithRoster(matching);
    compareAccounts(matching);
  } while (before !== listTargets());
  return matching;
}

function withoutDecisions(resolutions: Resolutions, conflicts: readonly Conflict[]): Resolutions {
  const keys = new Set(conflicts.flatMap(({ key, reversedKey }) => [key, reversedKey]));
  return Object.fromEntries(Object.entries(resolutions).filter(([key]) => !keys.has(key)));
}

export interface MatchedRows extends Pick<Matching, "rows" | "leaving" | "undecided" | "conflicts"> {
  /** Whether decisions contradict each other. */
  isContradictory: boolean;
  /** Whether decisions about more than two look-alikes count. */
  hasLargeGroups: boolean;
}

/**
 * Matches the rows of a file with people, as it is decided. When nothing else is open, decisions are also compared with each
 * other: those that contradict each other do not count, and their conflicts are open again. With `doubtsAll`, no decision
 * about more than two look-alikes counts.
 */
export function matchRows(file: RosterFile, input: MatchingInput, doubtsAll = false): MatchedRows {
  const { resolutions } = input;
  const matching = compareAll(file, input);
  const followed = [...matching.decidedInGroups.values()];
  const hasLargeGroups = followed.length > 0;
  const findDoubted = () =>
    doubtsAll ? followed.map(({ conflict }) => conflict) : findContradictions(followed, resolutions);
  const doubted = matching.conflicts.length > 0 ? [] : findDoubted();
  if (doubted.length === 0) return { ...matching, isContradictory: false, hasLargeGroups };
  const open = compareAll(file, { ...input, resolutions: withoutDecisions(resolutions, doubted) });
  const asked = doubted.map((each) => orderAsDecided(each, resolutions));
  const keys = new Set(asked.flatMap(({ key, reversedKey }) => [key, reversedKey]));
  return {
    ...open,
    conflicts: [...asked, ...open.conflicts.filter(({ key }) => !keys.has(key))],
    isContradictory: true,
    hasLargeGroups,
  };
}
