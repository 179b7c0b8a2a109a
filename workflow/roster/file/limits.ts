/** Bytes of a file, as in Slack's file input. */
export const MOST_BYTES = 10_000_000;
/** Bytes of XML that are read of a workbook: about ten times as many as in its ZIP archive. */
export const MOST_UNPACKED_BYTES = 100_000_000;
/** Files in the archive of a workbook. */
export const MOST_PARTS = 10_000;
/** Sheets that are searched for the columns. */
export const MOST_SHEETS = 250;
/** Rows with content. */
export const MOST_ROWS = 250_000;
/** Cells up to the last one with content, over all rows of a sheet. */
export const MOST_CELLS = 10_000_000;
/** Characters of a cell that are read. All columns have lower limits. */
export const MOST_CHARACTERS = 5_000;
