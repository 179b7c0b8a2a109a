/** Characters without a shape of their own: white space, format characters, and what Unicode lets programs not display. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Hyphens and dashes, and the minus sign: word processors replace one by another. */
const DASH = /[\p{Dash_Punctuation}\u2212]/gu;
/** Visible ASCII characters, of which each has one spelling and one case more. Most ids have no others. */
const PLAIN = /^[!-~]*$/;
/** The zeros before a number: spreadsheets remove them. */
const LEADING_ZEROS = /(?<!\p{Nd})0+(?=\p{Nd})/gu;

/**
 * The key under which all spellings of one employee id are equal that have the same digits. It ignores width, case,
 * invisible characters and the kind of dash.
 */
export function createSpellingKey(employeeId: string): string {
  if (PLAIN.test(employeeId)) return employeeId.toUpperCase();
  return employeeId
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .toUpperCase()
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(DASH, "-");
}

/**
 * The key under which all spellings of one employee id are equal, as above, also with and without zeros before a number.
 * Two employees with the same key are probably one person. An id of only invisible characters has an empty key. The key is
 * for comparison only: tables store the id as it is written.
 */
export function createEmployeeKey(employeeId: string): string {
  return createSpellingKey(employeeId).replace(LEADING_ZEROS, "");
}
