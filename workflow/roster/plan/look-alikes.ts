import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import type { RosterItem } from "../../../data/people/roster-item.ts";
import type { RosterRow } from "../file/roster-row.ts";
import { createAccountKey } from "../people/account-key.ts";
import { type ConflictKind, findGeneralResolution, type Resolutions } from "./conflict.ts";

/** What two entries that look alike can have in common, with the reasons of a conflict that follow from it. */
const TRAITS: readonly {
  kinds: readonly ConflictKind[];
  keyOf: (entry: RosterItem | RosterRow) => string | undefined;
}[] = [
  { kinds: ["leading-zeros", "spelling"], keyOf: ({ employee_id }) => createEmployeeKey(employee_id) },
  { kinds: ["slack-account"], keyOf: ({ slack_user_id }) => createAccountKey(slack_user_id) },
  { kinds: ["email"], keyOf: ({ email }) => createAccountKey(email) },
];

/**
 * Finds the groups of ids that look alike, directly or through others, in the file and on the roster. A trait does not
 * connect people if a decision about everybody says that they are two people. Returns the function that says whether an id
 * is in a group of more than two.
 *
 * A group never grows while a plan is applied: it does not depend on who has left, and entries get only what their rows
 * have. So decisions that counted for a plan count when it is made again.
 */
export function findLookAlikes(
  rows: readonly RosterRow[],
  current: readonly RosterItem[],
  resolutions: Resolutions,
): (employeeId: string) => boolean {
  const parentOf = new Map<string, string>();
  const sizeOf = new Map<string, number>();
  const find = (id: string): string => {
    let root = id;
    for (let parent = parentOf.get(root); parent !== undefined; parent = parentOf.get(root)) root = parent;
    if (root !== id) parentOf.set(id, root);
    return root;
  };
  const connect = (one: string, other: string) => {
    const [root, second] = [find(one), find(other)];
    if (root === second) return;
    const [size, secondSize] = [sizeOf.get(root) ?? 1, sizeOf.get(second) ?? 1];
    const [large, small] = size < secondSize ? [second, root] : [root, second];
    parentOf.set(small, large);
    sizeOf.set(large, size + secondSize);
  };
  for (const { kinds, keyOf } of TRAITS) {
    if (kinds.every((kind) => findGeneralResolution([kind], resolutions) === "both")) continue;
    const firstOf = new Map<string, string>();
    for (const entry of [...rows, ...current]) {
      const key = keyOf(entry);
      if (key === undefined) continue;
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, entry.employee_id);
      else connect(first, entry.employee_id);
    }
  }
  return (employeeId) => (sizeOf.get(find(employeeId)) ?? 1) > 2;
}
