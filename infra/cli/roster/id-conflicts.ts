import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import { quoteVisibly } from "../printable.ts";

/** An employee id in the file, with its line. */
export interface IdOfLine {
  employeeId: string;
  line: number;
}

const describeConflict = (row: IdOfLine, other: string, where: string) =>
  `line ${row.line}, employee_id: ${quoteVisibly(row.employeeId)} is another spelling of ${quoteVisibly(other)} ${where}`;

/** Returns one line for each row whose id equals the id of an earlier row, or is another spelling of it. */
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

/** Returns one line for each row whose id is on the roster in another spelling. */
export function findConflictsWithRoster(rows: readonly IdOfLine[], idsOnRoster: readonly string[]): string[] {
  const onRoster = Map.groupBy(idsOnRoster, createEmployeeKey);
  return rows.flatMap((row) =>
    (onRoster.get(createEmployeeKey(row.employeeId)) ?? [])
      .filter((id) => id !== row.employeeId)
      .map((id) => describeConflict(row, id, "on the roster")),
  );
}

/** Returns groups of ids that are spellings of the same id. */
export function findSpellings(employeeIds: readonly string[]): string[][] {
  return [...Map.groupBy(employeeIds, createEmployeeKey).values()].filter(({ length }) => length > 1);
}
