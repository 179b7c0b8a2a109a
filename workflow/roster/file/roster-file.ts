import type { GuessedEncoding } from "./decode-text.ts";
import type { RosterColumn, RosterRow } from "./roster-row.ts";

/** What a roster file says. */
export interface RosterFile {
  /** In the file's order. An employee id may be on several rows. */
  rows: RosterRow[];
  /** The columns of the file. Attributes of other columns are not changed. */
  columns: ReadonlySet<RosterColumn>;
  /** The line of each row: of a workbook, its row in the sheet. */
  lines: readonly number[];
  /** The lines of people whom the sheet does not show, for example because of a filter. */
  hiddenLines?: ReadonlySet<number>;
  /** The headings of the columns that are not read. */
  ignored: string[];
  /** The name of the sheet, if the file is a workbook. */
  sheet?: string;
  /** The encoding in which the file was read, if it is a guess: names may be wrong without any error. */
  guessedEncoding?: GuessedEncoding;
}
