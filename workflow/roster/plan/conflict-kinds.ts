import { createEmployeeKey, createSpellingKey } from "../../../data/people/employee-key.ts";
import { createAccountKey } from "../people/account-key.ts";
import type { ConflictKind, Party } from "./conflict.ts";

/** The reason for which two ids may be of one person. */
function compareIds(id: string, other: string): ConflictKind | undefined {
  if (id === other) return "twice-in-file";
  if (createSpellingKey(id) === createSpellingKey(other)) return "spelling";
  return createEmployeeKey(id) === createEmployeeKey(other) ? "leading-zeros" : undefined;
}

/** Somebody, and all ids that this person may have. */
export interface Compared {
  party: Party;
  ids: readonly string[];
}

/** All reasons for which two people may be one. */
export function listConflictKinds(one: Compared, other: Compared): ConflictKind[] {
  const ofId = one.ids
    .flatMap((id) => other.ids.map((otherId) => compareIds(id, otherId)))
    .find((kind) => kind !== undefined);
  const isSame = (attribute: "slack_user_id" | "email") => {
    const key = createAccountKey(one.party[attribute]);
    return key !== undefined && key === createAccountKey(other.party[attribute]);
  };
  return [
    ...(ofId ? [ofId] : []),
    ...(isSame("slack_user_id") ? (["slack-account"] as const) : []),
    ...(isSame("email") ? (["email"] as const) : []),
  ];
}
