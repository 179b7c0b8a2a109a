import { hasItemLeft, type RosterItem } from "../../../data/people/roster-item.ts";
import type { RosterColumn, RosterRow } from "../file/roster-row.ts";

/** What a row changes of the person's item: only attributes whose columns are in the file, and the date of departure. */
export function compareRow(
  row: RosterRow,
  item: RosterItem | undefined,
  { columns, now }: { columns: ReadonlySet<RosterColumn>; now: Date },
): { set: Record<string, string | number>; remove: string[] } {
  const set: Record<string, string | number> = {};
  const remove: string[] = [];
  for (const column of columns) {
    if (column === "employee_id") continue;
    const [wanted, present] = [row[column], item?.[column]];
    if (wanted !== undefined && wanted !== present) set[column] = wanted;
    if (wanted === undefined && present !== undefined) remove.push(column);
  }
  // Somebody who is in the file returns. A date in the future is kept, unless the file has the column.
  if (item && hasItemLeft(item, now) && !columns.has("left_at")) remove.push("left_at");
  return { set, remove };
}
