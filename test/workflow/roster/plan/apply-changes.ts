import type { EmployeeChange, RosterItem } from "../../../../data/people/roster-item.ts";

/** Returns the roster after these changes, as a table makes them. */
export function applyChanges(
  current: readonly RosterItem[],
  changes: readonly EmployeeChange[],
): RosterItem[] {
  const items = new Map(current.map((item) => [item.employee_id, item]));
  for (const { employee_id, is_new, set, remove } of changes) {
    if (is_new === items.has(employee_id)) continue;
    const kept = Object.entries({ ...items.get(employee_id), ...set }).filter(
      ([name]) => !remove.includes(name),
    );
    items.set(employee_id, { ...Object.fromEntries(kept), employee_id });
  }
  return [...items.values()].toSorted((a, b) => (a.employee_id < b.employee_id ? -1 : 1));
}
