import { hasLeft } from "../../../data/people/employee.ts";
import {
  describeSeen,
  type EmployeeChange,
  freeSerials,
  hasItemLeft,
  type RosterItem,
  readSerials,
} from "../../../data/people/roster-item.ts";
import type { RosterColumn } from "../file/roster-row.ts";
import { compareRow } from "./compare-row.ts";
import type { MatchedRow } from "./matching.ts";

/** A person on the roster or in the file. */
export interface PlannedPerson {
  employee_id: string;
  employee_name: string;
}

/** What becomes of a person, and each attribute that changes. Before and after, an attribute may not be there. */
export interface PlannedChange extends PlannedPerson {
  attributes: { name: string; before: string | undefined; after: string | undefined }[];
}

/** What becomes of people: everybody is in one group. */
export interface PersonChanges {
  /** The changes that make the others possible, new people in the order of their serials, then all others. */
  changes: EmployeeChange[];
  added: PlannedChange[];
  changed: PlannedChange[];
  /** They had left and can win again, because they are in the file. */
  returning: PlannedChange[];
  /** They can no longer win: they have left by the file, are not in it, or are somebody else in it. */
  left: PlannedChange[];
  unchanged: number;
}

type Group = "added" | "changed" | "returning" | "left";

function formatValue(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  return JSON.stringify(value) ?? String(value);
}

/** The person of an item. A malformed name is empty. */
export function describeItem({ employee_id, employee_name }: RosterItem): PlannedPerson {
  return { employee_id, employee_name: typeof employee_name === "string" ? employee_name : "" };
}

/** Plans the changes of people in rows, and of those who leave: `leaving` before all others, `missing` after them. */
export function planChanges(
  rows: Iterable<MatchedRow>,
  {
    columns,
    current,
    now,
    leaving,
    missing,
  }: {
    columns: ReadonlySet<RosterColumn>;
    current: readonly RosterItem[];
    now: Date;
    leaving: Iterable<string>;
    missing: Iterable<string>;
  },
): PersonChanges {
  const { holderOf, holders } = readSerials(current);
  const free = freeSerials(holderOf);
  const itemOf = new Map(current.map((item) => [item.employee_id, item]));
  const groups: Record<Group, PlannedChange[]> = { added: [], changed: [], returning: [], left: [] };
  const first: EmployeeChange[] = [];
  const created: EmployeeChange[] = [];
  const others: EmployeeChange[] = [];
  let unchanged = 0;

  const add = (
    group: Group,
    person: PlannedPerson,
    item: RosterItem | undefined,
    change: Pick<EmployeeChange, "set" | "remove"> & { isFirst?: boolean },
  ) => {
    const { set, remove, isFirst = false } = change;
    const names = [...Object.keys(set), ...remove];
    const planned: EmployeeChange = {
      employee_id: person.employee_id,
      is_new: item === undefined,
      set,
      remove,
      seen: item ? Object.fromEntries(names.map((name) => [name, describeSeen(item[name])])) : {},
      is_first: isFirst,
    };
    (isFirst ? first : item ? others : created).push(planned);
    const attributes = names.map((name) => ({
      name,
      before: formatValue(item?.[name]),
      after: formatValue(set[name]),
    }));
    groups[group].push({ employee_id: person.employee_id, employee_name: person.employee_name, attributes });
  };

  for (const { row, target } of rows) {
    const item = itemOf.get(target);
    const { set, remove } = compareRow(row, item, { columns, now });
    if (!holders.has(target)) set["lottery_serial"] = free.next().value;
    const hadLeft = item !== undefined && hasItemLeft(item, now);
    const isGone = hasLeft({ left_at: row.left_at }, now);
    const person = { employee_id: target, employee_name: row.employee_name };
    if (item === undefined) add("added", person, item, { set, remove });
    else if (hadLeft && !isGone) add("returning", person, item, { set, remove });
    else if (Object.keys(set).length === 0 && remove.length === 0) unchanged++;
    else add(isGone && !hadLeft ? "left" : "changed", person, item, { set, remove });
  }

  const left_at = now.toISOString().slice(0, 10).replaceAll("-", "");
  const leave = (ids: Iterable<string>, isFirst: boolean) => {
    for (const id of ids) {
      const item = itemOf.get(id);
      if (item && !hasItemLeft(item, now))
        add("left", describeItem(item), item, { set: { left_at }, remove: [], isFirst });
    }
  };
  leave(leaving, true);
  leave(missing, false);
  return { ...groups, changes: [...first, ...created, ...others], unchanged };
}
