import { MOST_CHARACTERS } from "./limits.ts";

/** What programs write into a cell without a value. */
const NOTHING = new Set([
  "n/a",
  "#n/a",
  "#nv",
  "null",
  "none",
  "nil",
  "(blank)",
  "(leer)",
  "(空白)",
  "k.a.",
  "k. a.",
  "无",
  "無",
  "暂无",
  "0000-00-00",
  "00.00.0000",
]);
const TOTALS = new Set(
  "total,totals,grandtotal,sum,subtotal,summe,gesamt,合计,总计,小计,共计,合計,總計,小計".split(","),
);
const ONLY_DASHES = /^[\p{Dash_Punctuation}/\\|_.]+$/u;
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** Spaces, also those that are not removed by `trim`, and invisible marks around a text. */
const AROUND = /[\s\u200b\u200e\u200f\u2060\ufeff]/u;

/** Removes what is not visible around a text. A regular expression for the end takes long for some texts. */
function trimInvisible(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && AROUND.test(text.charAt(start))) start++;
  while (start < end && AROUND.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/**
 * Returns what is meant by a cell. Programs write `="007"`, `'007` or a tab after a number so that spreadsheets keep its
 * zeros.
 */
export function cleanCell(cell: string): string {
  const text = trimInvisible(cell);
  return trimInvisible(text.replace(/^="([^"]*)"$/, "$1").replace(/^'(?=[\d=+@-])/, ""));
}

/** Cuts off the end of a cell that is too long for any column. It stays too long. */
export function limitCell(cell: string): string {
  if (cell.length <= MOST_CHARACTERS) return cell;
  const text = trimInvisible(cell);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** Whether a text has a character that people see. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Whether a cell of an optional column has no value. */
export function isNothing(value: string): boolean {
  return !isVisible(value) || ONLY_DASHES.test(value) || NOTHING.has(value.toLowerCase());
}

/** Whether a cell says that its row has the numbers of all rows above. */
export function isTotal(value: string): boolean {
  return TOTALS.has(value.toLowerCase().replace(/[\s:：]/g, ""));
}

/** Whether a cell of a required column has no value. People are called Null and None. */
export function isBlank(value: string): boolean {
  return value === "" || ONLY_DASHES.test(value);
}
