import { type DateOrder, type ParsedDate, parseDate } from "./parse-date.ts";
import type { RosterFault } from "./roster-fault.ts";
import type { RosterColumn } from "./roster-row.ts";

/** A cell of a column with dates. */
export interface DateCell {
  /** Identifies the row. */
  row: number;
  line: number;
  value: string;
}

export interface DateOptions {
  column: RosterColumn;
  heading: string;
  /** The answer to `ambiguous-dates`. It has no effect on columns that show the order themselves. */
  dateOrder?: "day-first" | "month-first" | undefined;
  countsFrom1904?: boolean | undefined;
}

const EXAMPLES = 3;

type OrderedCell = DateCell & { days: ReadonlyMap<DateOrder, string> };

/** Returns the orders in which every date of the column exists. */
function listOrders(cells: readonly OrderedCell[]): DateOrder[] {
  return (["day-first", "month-first", "year-first"] as const).filter((order) =>
    cells.every(({ days }) => days.has(order)),
  );
}

/** Returns the order that a heading states, such as "Hire date (MM/DD/YYYY)". */
function findStatedOrder(heading: string): DateOrder | undefined {
  const [first] = /(?<!\p{L})(?:M{1,2}[/-]D|[DT]{1,2}[/-]M|[YJ]{2,4}[/-]M)/iu.exec(heading) ?? [];
  if (first === undefined) return undefined;
  return /^m/i.test(first) ? "month-first" : /^[dt]/i.test(first) ? "day-first" : "year-first";
}

/** Decides the order of the numbers from the whole column, or returns the fault that prevents it. */
function decideOrder(
  cells: readonly OrderedCell[],
  { column, heading, dateOrder }: DateOptions,
): DateOrder | RosterFault {
  const orders = listOrders(cells);
  const [only = "day-first", ...others] = orders;
  if (orders.length === 0) {
    // Each date exists with the day or the month first, so that there is one of each kind.
    const onlyIn = (order: "day-first" | "month-first", other: "day-first" | "month-first") => {
      const { line, value } = cells.find(({ days }) => days.has(order) && !days.has(other)) ?? {
        line: 0,
        value: "",
      };
      return { line, value };
    };
    return {
      kind: "mixed-dates",
      column,
      heading,
      dayFirst: onlyIn("day-first", "month-first"),
      monthFirst: onlyIn("month-first", "day-first"),
    };
  }
  const isAmbiguous = ({ days }: OrderedCell) => others.some((other) => days.get(other) !== days.get(only));
  const ambiguous = cells.filter(isAmbiguous);
  const [first] = ambiguous;
  if (first === undefined) return only;
  const stated = findStatedOrder(heading) ?? dateOrder;
  if (stated !== undefined && orders.includes(stated)) return stated;
  return {
    kind: "ambiguous-dates",
    column,
    heading,
    line: first.line,
    examples: [...new Set(ambiguous.map(({ value }) => value))].slice(0, EXAMPLES),
  };
}

/** Reads a column of dates. Returns YYYYMMDD for each row, and what is wrong. */
export function readDates(
  cells: readonly DateCell[],
  options: DateOptions,
): { days: ReadonlyMap<number, string>; faults: RosterFault[] } {
  const { column, heading, countsFrom1904 = false } = options;
  const days = new Map<number, string>();
  const faults: RosterFault[] = [];
  const ordered: OrderedCell[] = [];
  const parsedOf = new Map<string, ParsedDate>();
  for (const { row, line, value } of cells) {
    const parsed = parsedOf.get(value) ?? parseDate(value, { countsFrom1904 });
    parsedOf.set(value, parsed);
    if (parsed.kind === "day") days.set(row, parsed.day);
    else if (parsed.kind === "days") ordered.push({ row, line, value, days: parsed.days });
    else faults.push({ kind: parsed.kind, line, column, heading, value: value.slice(0, 60) });
  }
  // The year is first in all dates, or in none: 98-12-31 next to 31-12-1998 is not a date.
  const isYearFirst = ordered.every((cell) => cell.days.has("year-first"));
  const isPossible = ({ days: possible }: OrderedCell) =>
    isYearFirst || possible.has("day-first") || possible.has("month-first");
  for (const { line, value } of ordered.filter((cell) => !isPossible(cell)))
    faults.push({ kind: "no-such-date", line, column, heading, value });
  const decidable = ordered.filter(isPossible);
  const order = decideOrder(decidable, options);
  if (typeof order !== "string") faults.push(order);
  else for (const { row, days: possible } of decidable) days.set(row, possible.get(order) ?? "");
  return { days, faults };
}
