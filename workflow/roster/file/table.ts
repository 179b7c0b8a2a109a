import type { GuessedEncoding } from "./decode-text.ts";

/** A line of a CSV file, or a row of a sheet. */
export interface TableRow {
  line: number;
  /** An empty cell is an empty text, or missing at the end. */
  cells: readonly string[];
  /** How many cells a line of a CSV file has, empty ones at the end included. */
  width?: number;
  /** The sheet does not show the row, for example because of a filter. */
  isHidden?: boolean;
}

/** What a file contains, before anybody knows what its columns are. */
export interface Table {
  rows: readonly TableRow[];
  /** The name of the sheet. */
  sheet?: string;
  /** The serial numbers of dates count from 1904, as in old workbooks of Excel for Mac. */
  countsFrom1904?: boolean;
  /** The encoding of text, if it is a guess. */
  guessedEncoding?: GuessedEncoding;
}
