import writeExcelFile, { type CellObject } from "write-excel-file/node";
import { formatSafeCell } from "./safe-cell.ts";

/** A value of a cell. An empty cell is undefined. */
type CellValue = string | number | Date | undefined;

/** A column: its title, its width in characters, and the value in each row. */
export interface SheetColumn<Row> {
  title: string;
  width: number;
  read: (row: Row) => CellValue;
}

/** Keeps text as it is: leading zeros stay, and nothing becomes a number, a date or a formula, also while it is edited. */
const TEXT_FORMAT = "@";
const TIME_FORMAT = "yyyy-mm-dd hh:mm";

function formatCell(value: CellValue): CellObject | null {
  if (value === undefined) return null;
  if (typeof value === "number") return { value, type: Number };
  if (value instanceof Date) return { value, type: Date, format: TIME_FORMAT };
  return { value: formatSafeCell(value), type: String, format: TEXT_FORMAT };
}

/** Writes rows as a workbook (.xlsx) with one sheet. Times are in UTC: a spreadsheet has no time zones. */
export function writeWorkbook<Row>(
  sheet: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
): Promise<Buffer> {
  const titles = columns.map(({ title }): CellObject => ({ value: title, type: String, fontWeight: "bold" }));
  const cells = rows.map((row) => columns.map(({ read }) => formatCell(read(row))));
  return writeExcelFile([titles, ...cells], {
    sheet,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}
