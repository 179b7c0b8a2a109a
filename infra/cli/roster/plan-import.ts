import { employee, hasLeft, lotterySerial } from "../../../data/people/employee.ts";
import type { RosterColumn } from "../../../workflow/roster/file/roster-row.ts";
import { findConflictsWithRoster, findSpellings } from "./id-conflicts.ts";
import type { ParsedRoster } from "./parse-roster.ts";
import { listFaults, RosterFileError } from "./roster-file-error.ts";

/** An item on the roster. It may be malformed. */
export type RosterItem = Readonly<Record<string, unknown>> & { employee_id: string };

/** A change of one employee's item. */
export interface EmployeeChange {
  employee_id: string;
  isNew: boolean;
  set: Readonly<Record<string, string | number>>;
  remove: readonly RosterColumn[];
}

export interface ImportPlan {
  /** New employees in the order of their serials, then changed employees. */
  changes: EmployeeChange[];
  unchanged: number;
  /** Employee ids of people on the roster who are not in the file and have not left. */
  missing: string[];
  /** Employee ids of people who had left and are in the file: they can win again. */
  returning: string[];
  /** Groups of missing ids that are spellings of the same id. */
  spellings: string[][];
}

/** Whether the employee on the roster has left. */
function hasItemLeft({ left_at }: RosterItem, now: Date): boolean {
  return hasLeft({ left_at: employee.shape.left_at.catch("unknown").parse(left_at) }, now);
}

/** How many people are on the roster, and how many of them have left. */
export function countRoster(items: readonly RosterItem[], now: Date): { employees: number; left: number } {
  return { employees: items.length, left: items.filter((item) => hasItemLeft(item, now)).length };
}

/** Yields unused serials, starting with 1. */
function* freeSerials(taken: ReadonlySet<number>): Generator<number, never> {
  for (let serial = 1; ; serial++) if (!taken.has(serial)) yield serial;
}

/**
 * Plans the changes that make the roster equal to the file. People keep their serials. New people get the lowest unused
 * serials, so that the serials stay dense. With `marksMissing`, people who are not in the file leave today. People in the
 * file who had left return, unless the file has a date for them in `left_at`.
 * Throws `RosterFileError` if an id in the file is on the roster in another spelling.
 */
export function planImport(
  { rows, columns, ids }: ParsedRoster,
  current: readonly RosterItem[],
  { now, marksMissing }: { now: Date; marksMissing: boolean },
): ImportPlan {
  const conflicts = findConflictsWithRoster(
    ids,
    current.map(({ employee_id }) => employee_id),
  );
  if (conflicts.length > 0)
    throw new RosterFileError(
      listFaults(
        "A person must not be on the roster twice. Spell these ids in the file as on the roster, or remove the wrong ones from the roster:",
        conflicts,
      ),
    );

  const holderOf = new Map<number, string>();
  for (const { employee_id, lottery_serial } of current) {
    const serial = lotterySerial.safeParse(lottery_serial);
    if (serial.success && !holderOf.has(serial.data)) holderOf.set(serial.data, employee_id);
  }
  const withSerial = new Set(holderOf.values());
  const free = freeSerials(new Set(holderOf.keys()));
  const itemOf = new Map(current.map((item) => [item.employee_id, item]));

  const created: EmployeeChange[] = [];
  const changed: EmployeeChange[] = [];
  const returning: string[] = [];
  for (const row of rows) {
    const { employee_id } = row;
    const item = itemOf.get(employee_id);
    const set: Record<string, string | number> = {};
    const remove: RosterColumn[] = [];
    for (const column of columns) {
      if (column === "employee_id") continue;
      const [wanted, present] = [row[column], item?.[column]];
      if (wanted !== undefined && wanted !== present) set[column] = wanted;
      if (wanted === undefined && present !== undefined) remove.push(column);
    }
    if (!withSerial.has(employee_id)) set["lottery_serial"] = free.next().value;
    const hadLeft = item !== undefined && hasItemLeft(item, now);
    // A date of departure in the future is kept, unless the file has the column.
    if (hadLeft && !columns.has("left_at")) remove.push("left_at");
    if (hadLeft && !hasLeft({ left_at: row.left_at }, now)) returning.push(employee_id);
    const change = { employee_id, isNew: item === undefined, set, remove };
    if (item === undefined) created.push(change);
    else if (Object.keys(set).length > 0 || remove.length > 0) changed.push(change);
  }

  const inFile = new Set(rows.map(({ employee_id }) => employee_id));
  const missing = current
    .filter((item) => !inFile.has(item.employee_id) && !hasItemLeft(item, now))
    .map(({ employee_id }) => employee_id);
  const left_at = now.toISOString().slice(0, 10).replaceAll("-", "");
  const departures = marksMissing
    ? missing.map((employee_id) => ({ employee_id, isNew: false, set: { left_at }, remove: [] }))
    : [];
  return {
    changes: [...created, ...changed, ...departures],
    unchanged: rows.length - created.length - changed.length,
    missing,
    returning,
    spellings: findSpellings(missing),
  };
}
