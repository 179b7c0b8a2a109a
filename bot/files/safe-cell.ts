/** What starts a formula in a program for spreadsheets, after white space and invisible characters, in any width. */
const STARTS_FORMULA = /^[\s\p{C}\p{DI}]*[=+\-@|%]/u;
/** White space that some programs skip or split at. */
const STARTS_WITH_BREAK = /^[\t\r\n]/;
/** XML cannot contain these characters. */
const NOT_XML = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu;

/** Excel's limit for the text of a cell. */
const LONGEST_TEXT = 32_767;

/**
 * Makes text safe for a spreadsheet. The cells of our workbooks are text, which no program calculates. But people save a
 * workbook as CSV, or copy cells elsewhere, and there a text such as `=1+1` would be a formula. An apostrophe before it
 * prevents that everywhere.
 */
export function formatSafeCell(text: string): string {
  const isFormula = STARTS_FORMULA.test(text.normalize("NFKC")) || STARTS_WITH_BREAK.test(text);
  const safe = text.replaceAll(NOT_XML, " ");
  return (isFormula ? `'${safe}` : safe).slice(0, LONGEST_TEXT).toWellFormed();
}
