import { applyToItems, type EmployeeChange, type RosterItem } from "../../../../data/people/roster-item.ts";

/** Returns the roster after these changes, as a table makes them: nobody is added twice, and nobody who is gone changes. */
export function applyChanges(
  current: readonly RosterItem[],
  changes: readonly EmployeeChange[],
): RosterItem[] {
  const ids = new Set(current.map(({ employee_id }) => employee_id));
  const possible = changes.filter(({ employee_id, is_new }) => is_new !== ids.has(employee_id));
  return applyToItems(current, possible).toSorted((a, b) => (a.employee_id < b.employee_id ? -1 : 1));
}
