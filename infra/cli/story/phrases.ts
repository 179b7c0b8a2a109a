import { groupDigits } from "../../../data/runtime/group-digits.ts";
import type { NumberRange } from "../../../workflow/draw/number-ranges.ts";

/** The headline of a part of a text, and its lines. */
export type Part = [headline: string, lines: readonly string[]];

/** The number with its noun: "1 person", "2,000 people". */
export function count(number: number, one: string, many: string): string {
  return `${groupDigits(number)} ${number === 1 ? one : many}`;
}

const LATEST_DATE = 8.64e15;

/** A time (Unix milliseconds) in UTC. */
export function formatTime(milliseconds: number): string {
  return Math.abs(milliseconds) <= LATEST_DATE
    ? `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")} UTC`
    : `${milliseconds / 1_000} s`;
}

/** Indents lines below a headline. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** The lines of parts that have any, each part after an empty line. */
export function formatParts(parts: readonly Part[]): string[] {
  return parts.flatMap(([headline, lines]) => (lines.length === 0 ? [] : ["", headline, ...indent(lines)]));
}

/** Numbers of draws: "1–3, 5". */
export function formatRanges(ranges: readonly NumberRange[]): string {
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}
