import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import type { RosterItem } from "../../../data/people/roster-item.ts";
import type { RosterRow } from "../file/roster-row.ts";
import { createAccountKey } from "../people/account-key.ts";
import { type ConflictKind, findGeneralResolution, type Resolutions } from "./conflict.ts";
import { createGroups, type Groups } from "./groups.ts";

/** What two entries that look alike can have in common, with the reasons of a conflict that follow from it. */
const TRAITS: readonly {
  kinds: readonly ConflictKind[];
  keyOf: (entry: RosterItem | RosterRow) => string | undefined;
}[] = [
  { kinds: ["leading-zeros", "spelling"], keyOf: ({ employee_id }) => createEmployeeKey(employee_id) },
  { kinds: ["slack-account"], keyOf: ({ slack_user_id }) => createAccountKey(slack_user_id) },
  { kinds: ["email"], keyOf: ({ email }) => createAccountKey(email) },
];

/** In larger groups, decisions by key that two are one person do not count: it would take too long to see what follows. */
export const LARGEST_GROUP = 100;

/**
 * Finds the groups of ids that look alike, directly or through others, in the file and on the roster. A trait does not
 * connect people if a decision about everybody says that they are two people.
 *
 * A group never grows while a plan is applied: it does not depend on who has left, and entries get only what their rows
 * have. So decisions that counted for a plan count when it is made again.
 */
export function findLookAlikes(
  rows: readonly RosterRow[],
  current: readonly RosterItem[],
  resolutions: Resolutions,
): Groups {
  const groups = createGroups();
  for (const { kinds, keyOf } of TRAITS) {
    if (kinds.every((kind) => findGeneralResolution([kind], resolutions) === "both")) continue;
    const firstOf = new Map<string, string>();
    for (const entry of [...rows, ...current]) {
      const key = keyOf(entry);
      if (key === undefined) continue;
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, entry.employee_id);
      else groups.connect(first, entry.employee_id);
    }
  }
  return groups;
}
