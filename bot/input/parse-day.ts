/** A day at the start of a text. `length` counts the characters of the text that it takes. */
export type FoundDay =
  | { kind: "day"; day: string; length: number }
  /** The day may be the month, and the other way round: both are ISO dates. */
  | { kind: "ambiguous"; days: [string, string]; length: number }
  /** Something like a day that does not exist, such as 2027-02-30, or that has no year of four digits. */
  | { kind: "impossible"; length: number };

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH = String.raw`(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?<year>\d{4})`;
const END = String.raw`(?![\p{L}\p{N}])`;

/** All ways to write a day, with the day, the month and the year in named groups. */
const FORMATS = [
  String.raw`${YEAR}\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号號]?`,
  String.raw`${YEAR}(?<separator>[-/.])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})${END}`,
  String.raw`(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?${YEAR}${END}`,
  String.raw`${MONTH}\s+${DAY}(?:\s*,\s*|\s+)${YEAR}${END}`,
  String.raw`${DAY}(?:\s+of)?\.?\s+${MONTH}(?:\s*,\s*|\s+)${YEAR}${END}`,
].map((format) => new RegExp(`^${format}`, "iu"));

/** 31/1/2027 and 1/31/2027. */
const SLASHED = new RegExp(String.raw`^(?<first>\d{1,2})[/-](?<second>\d{1,2})[/-]${YEAR}${END}`, "u");

/** What looks like the start of a day. */
const SIMILAR = new RegExp(
  String.raw`^(?:\d{1,4}\s*[-/.年月]\s*\d{1,2}[\d\s./月日号-]*|${MONTH}\s+\d{1,2}${END}|\d{1,2}\.?\s+${MONTH}${END})`,
  "iu",
);

function formatDay(year: string, month: number, day: number): string | undefined {
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const time = Date.parse(iso);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : undefined;
}

function monthOf(groups: Readonly<Record<string, string | undefined>>): number {
  const { month, name = "" } = groups;
  return month === undefined ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1 : Number(month);
}

/**
 * Finds a day at the start of a text, as people write it: 2027-01-31, 2027/1/31, 31.01.2027, 2027年1月31日, Jan 31 2027.
 * Undefined if there is nothing like one.
 */
export function findDay(text: string): FoundDay | undefined {
  const plain = text.replaceAll(/[０-９]/g, (digit) => digit.normalize("NFKC"));
  for (const format of FORMATS) {
    const { 0: found = "", groups } = format.exec(plain) ?? {};
    if (!groups) continue;
    const day = formatDay(groups["year"] ?? "", monthOf(groups), Number(groups["day"]));
    return day === undefined
      ? { kind: "impossible", length: found.length }
      : { kind: "day", day, length: found.length };
  }
  const { 0: found = "", groups } = SLASHED.exec(plain) ?? {};
  const { length } = found;
  if (groups) {
    const { year = "", first, second } = groups;
    const monthFirst = formatDay(year, Number(first), Number(second));
    const dayFirst = formatDay(year, Number(second), Number(first));
    if (monthFirst !== undefined && dayFirst !== undefined && monthFirst !== dayFirst)
      return { kind: "ambiguous", days: [monthFirst, dayFirst], length };
    const day = monthFirst ?? dayFirst;
    return day === undefined ? { kind: "impossible", length } : { kind: "day", day, length };
  }
  const similar = SIMILAR.exec(plain)?.[0];
  return similar === undefined ? undefined : { kind: "impossible", length: similar.length };
}
