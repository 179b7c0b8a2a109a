import type { RosterFile } from "../file/roster-file.ts";
import { compareAccounts } from "./compare-accounts.ts";
import { compareIdsInFile, compareIdsWithRoster } from "./compare-ids.ts";
import { type Conflict, orderAsDecided, type Resolutions } from "./conflict.ts";
import { type DecidedConflict, findContradictions, listDecisions } from "./contradictions.ts";
import type { Groups } from "./groups.ts";
import { findLookAlikes } from "./look-alikes.ts";
import { createMatching, type Matching, type MatchingInput } from "./matching.ts";

/** Finds the person of each row, and all who may be one person. */
function compareAll(file: RosterFile, input: MatchingInput): Matching {
  const matching = createMatching(file, input);
  const { rows, claimed, leaving, undecided, conflicts } = matching;
  const describeState = () =>
    [rows, claimed, leaving, undecided].map(({ size }) => size).join() +
    [conflicts.length, ...[...rows].map(({ target }) => target)].join("\n");
  compareIdsInFile(matching);
  // Who is left out now may be on the roster in the spelling of another row.
  for (const { target } of matching.rows) matching.claimed.add(target);
  let before: string;
  // Somebody who is found on the roster brings an id and accounts that were not compared. Another turn changes nothing for
  // people whom the turn before has not changed, so that each group of look-alikes gives the same alone.
  do {
    before = describeState();
    compareIdsInFile(matching);
    compareIdsWithRoster(matching);
    compareAccounts(matching);
  } while (before !== describeState());
  return matching;
}

function withoutDecisions(resolutions: Resolutions, conflicts: readonly Conflict[]): Resolutions {
  const keys = new Set(conflicts.flatMap(({ key, reversedKey }) => [key, reversedKey]));
  return Object.fromEntries(Object.entries(resolutions).filter(([key]) => !keys.has(key)));
}

export interface MatchedRows extends Pick<Matching, "rows" | "leaving" | "undecided" | "conflicts"> {
  /** The decisions that may concern more than two look-alikes. */
  decided: readonly DecidedConflict[];
  /** The groups of look-alikes: by the traits that count, and by all. Undefined if there are no such decisions. */
  lookAlikes: { counted: Groups; all: Groups } | undefined;
  /** Whether decisions contradict each other. */
  isContradictory: boolean;
}

/**
 * Matches the rows of a file with people, as it is decided. When nothing else is open, decisions are also compared with each
 * other: those that contradict each other do not count, and their conflicts are open again. Conflicts in `reopened` are
 * open, whatever is decided about them.
 */
export function matchRows(
  file: RosterFile,
  input: MatchingInput,
  reopened: readonly Conflict[] = [],
): MatchedRows {
  const { resolutions } = input;
  const matching = compareAll(file, input);
  const followed = [...matching.decided.values()];
  const lookAlikes =
    followed.length === 0
      ? undefined
      : { counted: matching.findGroups(), all: findLookAlikes(file.rows, input.current, {}) };
  const decisions = lookAlikes ? listDecisions(followed, resolutions, lookAlikes.all) : [];
  // Somebody who is decided to be somebody else is in their group, also if they look alike by what makes no groups.
  for (const { ids, resolution } of decisions) if (resolution !== "both") lookAlikes?.counted.connect(...ids);
  const decided = decisions.flatMap(({ conflict, resolution }) =>
    conflict ? [{ conflict, resolution }] : [],
  );
  const contradictory = matching.conflicts.length > 0 ? [] : findContradictions(decisions);
  const isContradictory = contradictory.length > 0;
  const doubted = [...contradictory, ...reopened];
  if (doubted.length === 0) return { ...matching, decided, lookAlikes, isContradictory };
  const open = compareAll(file, { ...input, resolutions: withoutDecisions(resolutions, doubted) });
  const asked = doubted.map((each) => orderAsDecided(each, resolutions));
  const keys = new Set(asked.flatMap(({ key, reversedKey }) => [key, reversedKey]));
  return {
    ...open,
    decided,
    lookAlikes,
    conflicts: [...asked, ...open.conflicts.filter(({ key }) => !keys.has(key))],
    isContradictory,
  };
}
