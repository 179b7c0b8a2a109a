import { createEmployeeKey, createSpellingKey } from "../../../data/people/employee-key.ts";
import type { MatchedRow, Matching } from "./matching.ts";

/**
 * Compares the ids of the rows with each other: first those with the very same id, then those whose ids are alike. Two people
 * who are on the roster and stay are two people, because that was decided when the second one came. Who leaves is compared
 * only with rows of the very same id.
 */
export function compareIdsInFile({ rows, itemOf, leaving, isGone, isStaying, decide }: Matching): void {
  /** Leaves out a row. If both are on the roster, one must leave. Otherwise, the kept row is compared with the roster. */
  const leaveOut = (row: MatchedRow, kept: MatchedRow) => {
    rows.delete(row);
    const [id, keptId] = [row.target, kept.target];
    if (id !== keptId && itemOf.has(id) && itemOf.has(keptId)) leaving.add(id);
  };
  const compareGroup = (
    group: readonly MatchedRow[],
    mayBeOne: (one: MatchedRow, other: MatchedRow) => boolean,
  ) => {
    const kept = new Set<MatchedRow>();
    for (const row of group) {
      for (const other of kept) {
        if (!rows.has(row)) break;
        if (!mayBeOne(other, row)) continue;
        const resolution = decide(other, row);
        if (resolution === "existing") leaveOut(row, other);
        if (resolution === "new") {
          kept.delete(other);
          leaveOut(other, row);
        }
      }
      if (rows.has(row)) kept.add(row);
    }
  };

  for (const group of Map.groupBy(rows, ({ target }) => target).values()) compareGroup(group, () => true);
  for (const group of Map.groupBy(rows, ({ target }) => createEmployeeKey(target)).values())
    compareGroup(
      group,
      (one, other) => !isGone(one) && !isGone(other) && !(isStaying(one) && isStaying(other)),
    );
}

/**
 * Compares the ids of people who are new or return with the ids on the roster that no row has. Who is found to be somebody
 * else who leaves, because a row has replaced them, is the person of that row.
 */
export function compareIdsWithRoster(matching: Matching): void {
  const { itemOf, claimed, leaving, isActive, isGone, wasReplaced } = matching;
  const { listForSearch, preferActive, leaveOut, decide } = matching;
  const byKey = Map.groupBy(itemOf.values(), ({ employee_id }) => createEmployeeKey(employee_id));
  const find = (row: MatchedRow) => {
    const isKnown = itemOf.has(row.target) && (isGone(row) || isActive(row.target));
    const spelling = createSpellingKey(row.target);
    const alike = (byKey.get(createEmployeeKey(row.target)) ?? [])
      .filter(({ employee_id: id }) => leaving.has(id) || !claimed.has(id))
      .filter((item) => !isKnown || wasReplaced(item, row))
      .toSorted(
        (a, b) =>
          Number(createSpellingKey(a.employee_id) !== spelling) -
          Number(createSpellingKey(b.employee_id) !== spelling),
      );
    return isGone(row) ? alike : preferActive(alike);
  };
  for (const row of listForSearch()) {
    for (const item of find(row)) {
      const resolution = decide({ item }, row);
      if (resolution === "both") continue;
      claimed.add(item.employee_id);
      if (resolution === "new") {
        leaving.add(item.employee_id);
        continue;
      }
      if (resolution === "existing") {
        if (leaving.has(item.employee_id)) leaveOut(row);
        else row.target = item.employee_id;
      }
      break;
    }
  }
}
