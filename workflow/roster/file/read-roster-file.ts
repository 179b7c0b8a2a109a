import { findHeader, type Header, type NoHeader, rosterColumnOf } from "./find-header.ts";
import { MOST_BYTES } from "./limits.ts";
import { readRows } from "./read-rows.ts";
import { readTables } from "./read-tables.ts";
import { type RosterFault, RosterFileError } from "./roster-fault.ts";
import type { RosterFile } from "./roster-file.ts";
import type { Table } from "./table.ts";

export interface RosterFileOptions {
  /** The answer to the fault `ambiguous-dates`. */
  dateOrder?: "day-first" | "month-first" | undefined;
}

/** Finds the first table that has all required columns. Throws `RosterFileError`. */
async function findTable(bytes: Uint8Array): Promise<{ table: Table; header: Header }> {
  let best: NoHeader | undefined;
  for await (const table of readTables(bytes)) {
    if (table.rows.length === 0) continue;
    const header = findHeader(table);
    if ("columns" in header) return { table, header };
    if (best === undefined || header.known > best.known) best = header;
  }
  if (!best) throw new RosterFileError([{ kind: "empty-file" }]);
  const { missing, line, headings } = best;
  throw new RosterFileError([{ kind: "missing-columns", columns: missing, line, headings }]);
}

const lineOf = (fault: RosterFault) => ("line" in fault ? fault.line : 0);

/**
 * Reads a roster file: CSV in a common encoding, or an Excel workbook, with a line of headings. Throws `RosterFileError`
 * with everything that is wrong.
 */
export async function readRosterFile(
  bytes: Uint8Array,
  { dateOrder }: RosterFileOptions = {},
): Promise<RosterFile> {
  if (bytes.length === 0) throw new RosterFileError([{ kind: "empty-file" }]);
  if (bytes.length > MOST_BYTES) throw new RosterFileError([{ kind: "too-large", limit: MOST_BYTES }]);
  const { table, header } = await findTable(bytes);
  const { rows, lines, hiddenLines, faults } = readRows(table, header, dateOrder);
  if (faults.length > 0) throw new RosterFileError(faults.toSorted((a, b) => lineOf(a) - lineOf(b)));
  if (rows.length === 0) throw new RosterFileError([{ kind: "no-rows" }]);
  const columns = new Set([...header.columns.keys()].map(rosterColumnOf));
  const { sheet, guessedEncoding } = table;
  return {
    rows,
    columns,
    lines,
    hiddenLines,
    ignored: header.ignored,
    ...(sheet !== undefined && { sheet }),
    ...(guessedEncoding && { guessedEncoding }),
  };
}
