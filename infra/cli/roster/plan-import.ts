import { lotterySerial } from "../../../data/employee.ts";
import type { RosterColumn, RosterFile } from "./parse-roster.ts";

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
  /** Employee ids of those who stand on the roster and not in the file, and have not left. */
  missing: string[];
}

/** Serials that nobody has, from 1 on. */
function* freeSerials(taken: ReadonlySet<number>): Generator<number, never> {
  for (let serial = 1; ; serial++) if (!taken.has(serial)) yield serial;
}

/**
 * What makes the roster say what the file says. Whoever has a serial keeps it; new people fill the gaps and then go on
 * at the end, so that the serials stay dense. `leftAt` (YYYYMMDD) is written to those who are not in the file.
 */
export function planImport(
  { rows, columns }: RosterFile,
  standing: readonly StandingItem[],
  leftAt?: string,
): ImportPlan {
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
    const change = { employee_id, isNew: item === undefined, set, remove };
    if (item === undefined) created.push(change);
    else if (Object.keys(set).length > 0 || remove.length > 0) changed.push(change);
  }

  const told = new Set(rows.map(({ employee_id }) => employee_id));
  const missing = standing
    .filter((item) => !told.has(item.employee_id) && item["left_at"] === undefined)
    .map(({ employee_id }) => employee_id);
  const departures =
    leftAt === undefined
      ? []
      : missing.map((employee_id) => ({ employee_id, isNew: false, set: { left_at: leftAt }, remove: [] }));
  return {
    changes: [...created, ...changed, ...departures],
    unchanged: rows.length - created.length - changed.length,
    missing,
  };
}
