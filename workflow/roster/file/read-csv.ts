import { CsvError, parse } from "csv-parse/sync";
import { limitCell } from "./clean-cell.ts";
import { findColumn } from "./column-names.ts";
import { MOST_ROWS } from "./limits.ts";
import { RosterFileError } from "./roster-fault.ts";
import type { TableRow } from "./table.ts";

const SEPARATORS = [",", ";", "\t"] as const;
/** Lines at the beginning among which the one with the headings is. */
const FIRST_LINES = 40;

/** Excel reads the separator from such a first line, and writes it in some cases. */
const STATED = /^"?sep=([,;|\t]|\\t)"?[,;\t]*(?:\n|$)/i;

/** Chooses the separator by which a line has the most known headings, or, if none has any, the most parts. */
function guessSeparator(text: string): string {
  const lines = text.slice(0, 100_000).split("\n", FIRST_LINES);
  let best = { separator: ",", known: 0, parts: 0 };
  for (const separator of SEPARATORS)
    for (const line of lines) {
      const parts = line.split(separator);
      const headings = parts.map((part) => part.trim().replace(/^"(.*)"$/, "$1"));
      const known = headings.filter((heading) => findColumn(heading) !== undefined).length;
      const isBetter = known === best.known ? parts.length > best.parts : known > best.known;
      if (isBetter) best = { separator, known, parts: parts.length };
    }
  return best.separator;
}

/** Removes empty cells at the end, and the ends of cells that no column could have. */
function limitCells(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return cells.slice(0, last + 1).map(limitCell);
}

/** Whether a cell of a record has whole lines of the file in it, because a quotation mark is missing or too many. */
function hasLines(cell: string, record: readonly string[], separator: string): boolean {
  const breaks = cell.split("\n").length - 1;
  return breaks > 0 && cell.split(separator).length > breaks * Math.max(record.length - 1, 1);
}

/** Reads the lines of a CSV file that have content. Throws `RosterFileError`. */
export function readCsv(text: string): TableRow[] {
  // csv-parse counts two lines for CRLF in a cell.
  const lines = text.replace(/\r\n?/g, "\n");
  const stated = STATED.exec(lines);
  const body = stated ? lines.slice(stated[0].length) : lines;
  const rows: TableRow[] = [];
  const firstLine = stated ? 2 : 1;
  let nextLine = firstLine;
  const delimiter = stated?.[1]?.replace("\\t", "\t") ?? guessSeparator(body);
  try {
    parse(body, {
      delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      on_record: (record: string[], info) => {
        if (record.some((cell) => hasLines(cell, record, delimiter)))
          throw new RosterFileError([{ kind: "open-quote", line: nextLine }]);
        const cells = limitCells(record);
        if (cells.length > 0 && rows.push({ line: nextLine, cells, width: record.length }) > MOST_ROWS)
          throw new RosterFileError([{ kind: "too-many-rows", limit: MOST_ROWS }]);
        nextLine = info.lines + firstLine;
        return null;
      },
    });
  } catch (error) {
    // Quotation marks in the middle of a cell are read as they are. What remains is one at the beginning, without an end.
    if (error instanceof CsvError) throw new RosterFileError([{ kind: "open-quote", line: nextLine }]);
    throw error;
  }
  return rows;
}
