import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import { quoteVisibly } from "../printable.ts";

/** An employee id that the file has, and the line it is in. */
export interface IdOfLine {
  employeeId: string;
  line: number;
}

const describeConflict = (row: IdOfLine, other: string, where: string) =>
  `line ${row.line}, employee_id: ${quoteVisibly(row.employeeId)} is another spelling of ${quoteVisibly(other)} ${where}`;

/** One line for each row whose id is equal to the id of an earlier row, or another spelling of it. */
export function findConflictsInFile(rows: readonly IdOfLine[]): string[] {
  const firstOf = new Map<string, IdOfLine>();
  return rows.flatMap((row) => {
    const key = createEmployeeKey(row.employeeId);
    const first = firstOf.get(key);
    if (!first) {
      firstOf.set(key, row);
      return [];
    }
    if (first.employeeId === row.employeeId)
      return [`line ${row.line}, employee_id: is the same as in line ${first.line}`];
    return [describeConflict(row, first.employeeId, `in line ${first.line}`)];
  });
}

/** One line for each row whose id is on the roster in another spelling. */
export function findConflictsWithRoster(rows: readonly IdOfLine[], idsOnRoster: readonly string[]): string[] {
  const onRoster = Map.groupBy(idsOnRoster, createEmployeeKey);
  return rows.flatMap((row) =>
    (onRoster.get(createEmployeeKey(row.employeeId)) ?? [])
      .filter((id) => id !== row.employeeId)
      .map((id) => describeConflict(row, id, "on the roster")),
  );
}

/** The ids among these that are spellings of one id, as groups. */
export function findSpellings(employeeIds: readonly string[]): string[][] {
  return [...Map.groupBy(employeeIds, createEmployeeKey).values()].filter(({ length }) => length > 1);
}
