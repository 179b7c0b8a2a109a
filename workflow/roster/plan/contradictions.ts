import {
  type Conflict,
  createConflict,
  createKeys,
  findOwnResolution,
  type Party,
  type Resolution,
  type Resolutions,
} from "./conflict.ts";
import { listConflictKinds } from "./conflict-kinds.ts";
import { createGroups, type Groups } from "./groups.ts";

/** A conflict, and the decision about it. */
export interface DecidedConflict {
  conflict: Conflict;
  resolution: Resolution;
}

/** What was decided about two people. The conflict is undefined if they do not look alike any more. */
interface Decision {
  ids: readonly [string, string];
  conflict: Conflict | undefined;
  resolution: Resolution;
}

/** Returns the decision about two people, whom a plan may not compare any more. */
function findDecision(existing: Party, row: Party, resolutions: Resolutions): Decision | undefined {
  const resolution = findOwnResolution(createKeys(existing, row), resolutions);
  if (resolution === undefined) return undefined;
  const ids = [existing.employee_id, row.employee_id] as const;
  const [first, ...others] = listConflictKinds(
    { party: existing, ids: [existing.employee_id] },
    { party: row, ids: [row.employee_id] },
  );
  const parties = { existing, row, areOnRoster: false, isInLargeGroup: true };
  return { ids, conflict: first && createConflict([first, ...others], parties), resolution };
}

/** Whether exactly one id stays if each of these decisions about one person replaces an id by another one. */
function isOneLeft(ids: ReadonlySet<string>, decided: readonly Decision[]): boolean {
  let left = ids;
  while (left.size > 1) {
    const replacing = new Set<string>();
    const replaced = new Set<string>();
    for (const {
      ids: [first, second],
      resolution,
    } of decided) {
      const [kept, other] = resolution === "existing" ? [first, second] : [second, first];
      if (!left.has(other)) continue;
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
 * Lists the decisions that a plan follows, and what was decided by key about other pairs of these people: a plan may compare
 * them later. Pairs are only looked for within each of the groups.
 */
export function listDecisions(
  followed: readonly DecidedConflict[],
  resolutions: Resolutions,
  groups: Groups,
): Decision[] {
  const partyOf = new Map<string, Party>();
  for (const { conflict } of followed)
    if (findOwnResolution(conflict, resolutions) !== undefined)
      for (const party of [conflict.existing, conflict.row]) partyOf.set(party.employee_id, party);
  const decisions = followed.map(
    ({ conflict, resolution }): Decision => ({
      ids: [conflict.existing.employee_id, conflict.row.employee_id],
      conflict,
      resolution,
    }),
  );
  const known = new Set(decisions.map(({ ids }) => JSON.stringify(ids.toSorted())));
  const ofGroups = Map.groupBy(partyOf.values(), ({ employee_id }) => groups.find(employee_id));
  const others = [...ofGroups.values()].flatMap((parties) =>
    parties.flatMap((one, i) =>
      parties.slice(i + 1).flatMap((other) => findDecision(one, other, resolutions) ?? []),
    ),
  );
  return [...decisions, ...others.filter(({ ids }) => !known.has(JSON.stringify(ids.toSorted())))];
}

/**
 * Returns the conflicts whose decisions cannot all be true. If A and B are one person, and B and C, then A and C are not two
 * people, and exactly one of the three ids stays.
 */
export function findContradictions(decisions: readonly Decision[]): Conflict[] {
  const groups = createGroups();
  for (const { ids, resolution } of decisions) if (resolution !== "both") groups.connect(...ids);
  const ofPeople = decisions.filter(({ ids: [one, other] }) => groups.find(one) === groups.find(other));
  return [...Map.groupBy(ofPeople, ({ ids: [one] }) => groups.find(one)).values()].flatMap((ofPerson) => {
    const ids = new Set(ofPerson.flatMap((each) => each.ids));
    const isTrue = ofPerson.every(({ resolution }) => resolution !== "both") && isOneLeft(ids, ofPerson);
    return isTrue ? [] : ofPerson.flatMap(({ conflict }) => conflict ?? []);
  });
}
