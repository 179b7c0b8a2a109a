import { monthOf, weekdays } from "./month-names.ts";

/** Which of the numbers of a date comes first. */
export type DateOrder = "day-first" | "month-first" | "year-first";

/** The days (YYYYMMDD) that a text can mean, by the order of its numbers. An unambiguous text has one day for all orders. */
export type ParsedDate =
  | { kind: "day"; day: string }
  | { kind: "days"; days: ReadonlyMap<DateOrder, string> }
  | { kind: "not-a-date" | "no-such-date" };

const LONGEST = 60;
const DAY_MS = 86_400_000;
const SECONDS_OF_DAY = 86_400;
/** Serial numbers of spreadsheets: 1927 to 2173. Smaller numbers are years and the like. */
const SERIAL = /^\d{5}(?:\.\d*)?$/;
/** Serial number of 9999-12-31, with which programs say "never". */
const NEVER = /^2958465(?:\.\d*)?$/;
/** Day 0 of serial numbers is this day, because Excel has a February 29, 1900. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;

/** Returns YYYYMMDD, or undefined if the day does not exist. */
function formatDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000;
  return exists ? date.toISOString().slice(0, 10).replaceAll("-", "") : undefined;
}

/** Two digits are a year from 1950 to 2049, as in current versions of Windows. */
function completeYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 50 ? 2000 : 1900);
}

function dayOrNone(day: string | undefined): ParsedDate {
  return day === undefined ? { kind: "no-such-date" } : { kind: "day", day };
}

function parseSerial(text: string, countsFrom1904: boolean): ParsedDate {
  // Half a second before midnight is midnight: times are not exact.
  const serial = Math.floor(Number(text) + 0.5 / SECONDS_OF_DAY) + (countsFrom1904 ? DAYS_TO_1904 : 0);
  return dayOrNone(new Date(SERIAL_EPOCH + serial * DAY_MS).toISOString().slice(0, 10).replaceAll("-", ""));
}

/** Removes the weekday, the time and the time zone. */
function withoutTime(text: string): string {
  return text
    .replace(/(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]/u, " ")
    .replace(/^(\p{L}+)[.,]*\s+/u, (match, word: string) => (weekdays.has(word) ? "" : match))
    .trim()
    .replace(/(?:t|\s|,)+(?:上午|下午|am|pm)?\s*\d{1,2}(?::|时|時|点)\d{2}.*$/u, "")
    .replace(/^(\d{4}-\d{2}-\d{2})(?:z|[+-]\d{2}:\d{2})$/, "$1")
    .trim();
}

/** Numbers separated by slashes or hyphens, of which the last is the year, or, if it has two digits, perhaps the first. */
function parseNumbers(first: string, second: string, third: string): ParsedDate {
  const [a, b] = [Number(first), Number(second)];
  const year = completeYear(third);
  const days = new Map<DateOrder, string>();
  const add = (order: DateOrder, day: string | undefined) => day !== undefined && days.set(order, day);
  add("day-first", formatDay(year, b, a));
  add("month-first", formatDay(year, a, b));
  if (third.length === 2 && first.length === 2)
    add("year-first", formatDay(completeYear(first), b, Number(third)));
  return days.size === 0 ? { kind: "no-such-date" } : { kind: "days", days };
}

/**
 * Parses a date as spreadsheets and programs for human resources write it: 2026-01-31, 20260131, 2026/1/31, 31.01.2026,
 * 1/31/2026, 31-Jan-2026, 31. Januar 2026, 2026年1月31日, or a serial number, with weekday or time. They are ignored.
 */
export function parseDate(value: string, { countsFrom1904 = false } = {}): ParsedDate {
  if (value.length > LONGEST) return { kind: "not-a-date" };
  const text = withoutTime(value.normalize("NFKC").toLowerCase().trim());
  if (SERIAL.test(text)) return parseSerial(text, countsFrom1904);
  if (NEVER.test(text)) return { kind: "day", day: "99991231" };

  const yearFirst =
    /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text) ??
    /^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?$/.exec(text) ??
    /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?$/u.exec(text);
  if (yearFirst)
    return dayOrNone(formatDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])));

  // With full stops, the day is first in all countries.
  const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})$/.exec(text);
  if (dotted)
    return dayOrNone(formatDay(completeYear(dotted[3] ?? ""), Number(dotted[2]), Number(dotted[1])));

  const numbers = /^(\d{1,2})\s*([/-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/.exec(text);
  if (numbers) return parseNumbers(numbers[1] ?? "", numbers[3] ?? "", numbers[4] ?? "");

  return parseWithMonthName(text);
}

function parseWithMonthName(text: string): ParsedDate {
  const [, dayFirst, afterDay, yearAfterDay] =
    /^(\d{1,2})(?:st|nd|rd|th)?[-./,\s]*(\p{L}+)[-./,\s]*(\d{4}|\d{2})$/u.exec(text) ?? [];
  const [, beforeDay, day, yearLast] =
    /^(\p{L}+)[-./\s]*(\d{1,2})(?:st|nd|rd|th)?[-./,\s]+(\d{4})$/u.exec(text) ?? [];
  const [, yearFirst, afterYear, dayLast] = /^(\d{4})[-./\s]*(\p{L}+)[-./\s]*(\d{1,2})$/u.exec(text) ?? [];
  const month = monthOf.get(afterDay ?? beforeDay ?? afterYear ?? "");
  if (month === undefined) return { kind: "not-a-date" };
  return dayOrNone(
    formatDay(
      completeYear(yearAfterDay ?? yearLast ?? yearFirst ?? ""),
      month,
      Number(dayFirst ?? day ?? dayLast),
    ),
  );
}
