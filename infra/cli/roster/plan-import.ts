import { employee, hasLeft, lotterySerial } from "../../../data/people/employee.ts";
import { findConflictsWithRoster, findSpellings } from "./id-conflicts.ts";
import type { RosterColumn, RosterFile } from "./parse-roster.ts";
import { listFaults, RosterFileError } from "./roster-file-error.ts";

/** An item of the roster as it stands, whatever it holds. */
export type StandingItem = Readonly<Record<string, unknown>> & { employee_id: string };

/** What is to be done to one employee's item. */
export interface EmployeeChange {
  employee_id: string;
  isNew: boolean;
  set: Readonly<Record<string, string | number>>;
  remove: readonly RosterColumn[];
}

export interface ImportPlan {
  /** New employees in the order of their serials, then those who are changed. */
  changes: EmployeeChange[];
  unchanged: number;
  /** Employee ids of people on the roster who are not in the file and have not left. */
  missing: string[];
  /** Employee ids of those among the changes who had left: they can win again. */
  returning: string[];
  /** Groups of ids among the missing that are spellings of one id. */
  spellings: string[][];
}

/** Whether the item on the roster is of somebody who has left. */
function hasItemLeft({ left_at }: StandingItem, now: Date): boolean {
  return hasLeft({ left_at: employee.shape.left_at.catch("unknown").parse(left_at) }, now);
}

/** Serials that nobody has, from 1 on. */
function* freeSerials(taken: ReadonlySet<number>): Generator<number, never> {
  for (let serial = 1; ; serial++) if (!taken.has(serial)) yield serial;
}

/**
 * The changes after which the roster is as the file says. People keep their serials. New people get the serials that
 * nobody has, from 1 on, so that the serials stay dense. With `marksMissing`, people who are not in the file leave today.
 * People who are in the file and had left return, unless the file itself says when they left.
 * Throws `RosterFileError` if an id of the file is on the roster in another spelling.
 */
export function planImport(
  { rows, columns, ids }: RosterFile,
  standing: readonly StandingItem[],
  { now, marksMissing }: { now: Date; marksMissing: boolean },
): ImportPlan {
  const conflicts = findConflictsWithRoster(
    ids,
    standing.map(({ employee_id }) => employee_id),
  );
  if (conflicts.length > 0)
    throw new RosterFileError(
      listFaults(
        "One person must not be on the roster twice. Write these ids in the file as the roster writes them, or remove the wrong ones from the roster:",
        conflicts,
      ),
    );

  const holderOf = new Map<number, string>();
  for (const { employee_id, lottery_serial } of standing) {
    const serial = lotterySerial.safeParse(lottery_serial);
    if (serial.success && !holderOf.has(serial.data)) holderOf.set(serial.data, employee_id);
  }
  const serialed = new Set(holderOf.values());
  const free = freeSerials(new Set(holderOf.keys()));
  const itemOf = new Map(standing.map((item) => [item.employee_id, item]));

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
      const [told, stands] = [row[column], item?.[column]];
      if (told !== undefined && told !== stands) set[column] = told;
      if (told === undefined && stands !== undefined) remove.push(column);
    }
    if (!serialed.has(employee_id)) set["lottery_serial"] = free.next().value;
    const hadLeft = item !== undefined && hasItemLeft(item, now);
    // A departure in the future stays, unless the file has the column.
    if (hadLeft && !columns.has("left_at")) remove.push("left_at");
    if (hadLeft && !hasLeft({ left_at: row.left_at }, now)) returning.push(employee_id);
    const change = { employee_id, isNew: item === undefined, set, remove };
    if (item === undefined) created.push(change);
    else if (Object.keys(set).length > 0 || remove.length > 0) changed.push(change);
  }

  const told = new Set(rows.map(({ employee_id }) => employee_id));
  const missing = standing
    .filter((item) => !told.has(item.employee_id) && !hasItemLeft(item, now))
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
