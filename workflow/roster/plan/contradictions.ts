import {
  type Conflict,
  createConflict,
  findOwnResolution,
  type Party,
  type Resolution,
  type Resolutions,
} from "./conflict.ts";
import { listConflictKinds } from "./conflict-kinds.ts";
import { createGroups } from "./groups.ts";

/** A conflict, and the decision about it. */
export interface DecidedConflict {
  conflict: Conflict;
  resolution: Resolution;
}

/** Returns the decision about two look-alikes, which a plan may not need any more. */
function findDecision(existing: Party, row: Party, resolutions: Resolutions): DecidedConflict | undefined {
  const [first, ...others] = listConflictKinds(
    { party: existing, ids: [existing.employee_id] },
    { party: row, ids: [row.employee_id] },
  );
  if (first === undefined) return undefined;
  const parties = { existing, row, areOnRoster: false, isInLargeGroup: true };
  const conflict = createConflict([first, ...others], parties);
  const resolution = findOwnResolution(conflict, resolutions);
  return resolution && { conflict, resolution };
}

/** Whether exactly one id stays if each of these decisions about one person replaces an id by another one. */
function isOneLeft(ids: ReadonlySet<string>, decided: readonly DecidedConflict[]): boolean {
  let left = ids;
  while (left.size > 1) {
    const replacing = new Set<string>();
    const replaced = new Set<string>();
    for (const { conflict, resolution } of decided) {
      const both = [conflict.existing.employee_id, conflict.row.employee_id] as const;
      const [kept, other] = resolution === "existing" ? both : both.toReversed();
      if (kept === undefined || other === undefined || !left.has(other)) continue;
      replacing.add(kept);
      replaced.add(other);
    }
    const ending = [...left].filter((id) => replaced.has(id) && !replacing.has(id));
    if (ending.length === 0) return false;
    left = left.difference(new Set(ending));
  }
  return true;
}

/**
 * Returns the conflicts whose decisions cannot all be true. If A and B are one person, and B and C, then A and C are not two
 * people, and exactly one of the three ids stays. `followed` are the decisions that a plan follows.
 */
export function findContradictions(
  followed: readonly DecidedConflict[],
  resolutions: Resolutions,
): Conflict[] {
  const partyOf = new Map<string, Party>();
  for (const { conflict } of followed)
    if (findOwnResolution(conflict, resolutions) !== undefined)
      for (const party of [conflict.existing, conflict.row]) partyOf.set(party.employee_id, party);
  const known = new Set(followed.flatMap(({ conflict: { key, reversedKey } }) => [key, reversedKey]));
  const parties = [...partyOf.values()];
  const others = parties
    .flatMap((one, i) => parties.slice(i + 1).map((other) => findDecision(one, other, resolutions)))
    .filter((each) => each !== undefined)
    .filter(({ conflict: { key } }) => !known.has(key));
  const decided = [...followed, ...others];

  const groups = createGroups();
  for (const { conflict, resolution } of decided)
    if (resolution !== "both") groups.connect(conflict.existing.employee_id, conflict.row.employee_id);
  const personOf = ({ conflict: { row } }: DecidedConflict) => groups.find(row.employee_id);
  const ofPeople = decided.filter((each) => {
    return groups.find(each.conflict.existing.employee_id) === personOf(each);
  });
  return [...Map.groupBy(ofPeople, personOf).values()].flatMap((ofPerson) => {
    const ids = new Set(
      ofPerson.flatMap(({ conflict }) => [conflict.existing.employee_id, conflict.row.employee_id]),
    );
    const isTrue = ofPerson.every(({ resolution }) => resolution !== "both") && isOneLeft(ids, ofPerson);
    return isTrue ? [] : ofPerson.map(({ conflict }) => conflict);
  });
}
