import { decodeText } from "./decode-text.ts";
import { detectArchive, detectFormat } from "./detect-format.ts";
import { openArchive } from "./open-archive.ts";
import { readCsv } from "./read-csv.ts";
import { readWorkbook } from "./read-workbook.ts";
import { RosterFileError } from "./roster-fault.ts";
import type { Table } from "./table.ts";

function readText(bytes: Uint8Array): Table {
  const decoded = decodeText(bytes);
  if (!decoded) throw new RosterFileError([{ kind: "unsupported-format", format: "binary" }]);
  const { text, encoding } = decoded;
  const isGuessed = encoding === "windows-1252" || encoding === "gb18030";
  return { rows: readCsv(text), ...(isGuessed && { guessedEncoding: encoding }) };
}

/** If each row is in one cell, separators included, returns the table that was meant. */
function splitCells(table: Table): Table | undefined {
  const lines = table.rows.map(({ cells }) => (cells.length === 1 ? (cells[0] ?? "") : ""));
  if (!lines.some((line) => /[,;\t]/.test(line))) return undefined;
  const rows = readCsv(lines.map((line) => line.replace(/[\r\n]+/g, " ")).join("\n"));
  return {
    ...table,
    rows: rows.map((row) => ({ ...row, line: table.rows[row.line - 1]?.line ?? row.line })),
  };
}

function* withSplitCells(table: Table): Generator<Table> {
  yield table;
  const split = splitCells(table);
  if (split) yield split;
}

/**
 * Yields the tables that a file may mean, the most probable ones first: text, or the sheets of a workbook. Throws
 * `RosterFileError`.
 */
export async function* readTables(bytes: Uint8Array): AsyncGenerator<Table> {
  try {
    const format = detectFormat(bytes);
    if (format === "text") return yield* withSplitCells(readText(bytes));
    if (format !== "archive") throw new RosterFileError([{ kind: "unsupported-format", format }]);
    const archive = await openArchive(bytes);
    const content = detectArchive(archive.names);
    if (content !== "workbook") throw new RosterFileError([{ kind: "unsupported-format", format: content }]);
    for await (const sheet of readWorkbook(archive)) yield* withSplitCells(sheet);
  } catch (error) {
    // Whatever the libraries for archives and XML throw means that the file is damaged.
    if (error instanceof RosterFileError) throw error;
    throw new RosterFileError([{ kind: "damaged-workbook" }], { cause: error });
  }
}
