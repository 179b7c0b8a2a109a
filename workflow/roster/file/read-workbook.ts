import type { Archive } from "./open-archive.ts";
import { readSheet } from "./read-sheet.ts";
import { RosterFileError } from "./roster-fault.ts";
import type { Table } from "./table.ts";
import { readWorkbookParts } from "./workbook-parts.ts";

/** Yields the sheets of an Excel workbook, visible ones first. Throws `RosterFileError`, and the errors of damaged archives. */
export async function* readWorkbook(archive: Archive): AsyncGenerator<Table> {
  const { sheets, countsFrom1904, ...parts } = await readWorkbookParts(archive);
  if (sheets.length === 0) throw new RosterFileError([{ kind: "damaged-workbook" }]);
  for (const { name, path } of sheets) {
    const xml = await archive.readPart(path);
    if (xml !== undefined) yield { rows: readSheet(xml, parts), sheet: name, countsFrom1904 };
  }
}
