import { cleanCell, isNothing, isTotal } from "./clean-cell.ts";
import { type FileColumn, findColumn } from "./column-names.ts";
import { isFormulaError } from "./damaged-text.ts";
import type { Header } from "./find-header.ts";
import { readCell, showCell } from "./read-cell.ts";
import { type DateCell, readDates } from "./read-dates.ts";
import type { RosterFault } from "./roster-fault.ts";
import {
  type DateColumn,
  dateColumns,
  optionalTextColumns,
  type RosterRow,
  type TextColumn,
} from "./roster-row.ts";
import type { Table } from "./table.ts";

const NAMES: ReadonlySet<FileColumn> = new Set(["employee_name", "given_name", "family_name"]);

type FilledCells = readonly (readonly [FileColumn, string])[];

export interface ReadRows {
  rows: RosterRow[];
  /** Of each row. */
  lines: number[];
  /** The lines of people whom the sheet does not show. */
  hiddenLines: Set<number>;
  /** If there are any, some rows are incomplete. */
  faults: RosterFault[];
}

/** Joins the parts of a name as they are written in its language. */
function joinName(given: string, family: string): string {
  if (/\p{Script=Han}/u.test(given + family)) return family + given;
  return [given, family].filter((part) => part !== "").join(" ");
}

/** Whether a row repeats the headings, as printed lists do on each page, or has them in another language. */
function isHeaderAgain(filled: FilledCells): boolean {
  return filled.length > 1 && filled.every(([column, value]) => findColumn(value)?.column === column);
}

/** Whether a row is below the people, with the numbers of all of them. A person may be called Total. */
function isTotalRow(cells: readonly string[], filled: FilledCells): boolean {
  const isPerson =
    filled.some(([column]) => column === "employee_id") && filled.some(([column]) => NAMES.has(column));
  return !isPerson && cells.some((cell) => isTotal(cleanCell(cell)));
}

/**
 * Yields the rows of a table that have something in the columns of its header. `hasSurplus`: a line has a value behind the
 * last column that the line with the headings has, be it without a heading.
 */
function* listFilled({ rows }: Table, { row, columns }: Header) {
  const { width: most = Number.POSITIVE_INFINITY } = rows[row] ?? {};
  for (const { line, cells, isHidden = false } of rows.slice(row + 1)) {
    const values = [...columns].map(([column, index]) => [column, cleanCell(cells[index] ?? "")] as const);
    const filled = values.filter(([, value]) => !isNothing(value));
    if (filled.length === 0 || isHeaderAgain(filled) || isTotalRow(cells, filled)) continue;
    yield { line, isHidden, hasSurplus: cells.length > most, values: new Map(values) };
  }
}

/** Reads the people below the header. Rows with nothing in the columns that are read are skipped. */
export function readRows(
  table: Table,
  header: Header,
  dateOrder: "day-first" | "month-first" | undefined,
): ReadRows {
  const { headings } = header;
  const { guessedEncoding, countsFrom1904 } = table;
  const rows: RosterRow[] = [];
  const lines: number[] = [];
  const hiddenLines = new Set<number>();
  const faults: RosterFault[] = [];
  const dates = new Map<DateColumn, DateCell[]>(dateColumns.map((column) => [column, []]));
  const nameHeading =
    headings.get("employee_name") ??
    [headings.get("given_name"), headings.get("family_name")].filter((heading) => heading).join(" + ");

  for (const { line, isHidden, hasSurplus, values } of listFilled(table, header)) {
    // A separator in a value moves all values after it. So they may be in wrong columns.
    if (hasSurplus) faults.push({ kind: "surplus-cells", line });
    if (isHidden) hiddenLines.add(line);
    const read = (column: TextColumn, cell: string, heading = headings.get(column) ?? "") => {
      const { value, fault } = readCell(cell, { line, column, heading }, guessedEncoding);
      if (fault) faults.push(fault);
      return value;
    };
    const name =
      values.get("employee_name") ??
      joinName(values.get("given_name") ?? "", values.get("family_name") ?? "");
    const row: RosterRow = {
      employee_id: read("employee_id", values.get("employee_id") ?? ""),
      employee_name: read("employee_name", name, nameHeading),
    };
    for (const column of optionalTextColumns) {
      const value = read(column, values.get(column) ?? "");
      if (value !== "") row[column] = value;
    }
    for (const column of dateColumns) {
      const value = values.get(column) ?? "";
      const heading = headings.get(column) ?? "";
      if (isFormulaError(value) && !isNothing(value))
        faults.push({ kind: "formula-error", line, column, heading, value: showCell(value) });
      else if (!isNothing(value)) dates.get(column)?.push({ row: rows.length, line, value });
    }
    rows.push(row);
    lines.push(line);
  }

  for (const column of dateColumns) {
    const heading = headings.get(column) ?? "";
    const read = readDates(dates.get(column) ?? [], { column, heading, dateOrder, countsFrom1904 });
    for (const fault of read.faults) faults.push(fault);
    for (const [index, day] of read.days) {
      const row = rows[index];
      if (row) row[column] = day;
    }
  }
  return { rows, lines, hiddenLines, faults };
}
