import type { RosterFile } from "../file/roster-file.ts";
import { compareAccounts } from "./compare-accounts.ts";
import { compareIdsInFile, compareIdsWithRoster } from "./compare-ids.ts";
import { createMatching, type Matching, type MatchingInput } from "./matching.ts";

/** Finds the person of each row, and all who may be one person. */
export function matchRows(file: RosterFile, input: MatchingInput): Matching {
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
