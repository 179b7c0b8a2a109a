import * as z from "zod";
import { slackUserId, toOneLine } from "../../../data/people/employee.ts";
import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import { isBlank, isNothing, isVisible } from "./clean-cell.ts";
import { isDamaged, isFormulaError } from "./damaged-text.ts";
import type { GuessedEncoding } from "./decode-text.ts";
import type { RosterFault } from "./roster-fault.ts";
import type { TextColumn } from "./roster-row.ts";

/** Where a cell is. `heading`: of its column in the file. */
export interface CellPlace {
  line: number;
  column: TextColumn;
  heading: string;
}

const LONGEST: Readonly<Record<TextColumn, number>> = {
  employee_id: 128,
  employee_name: 200,
  email: 254,
  slack_user_id: 50,
  department: 200,
};
/** Characters of a cell that a fault shows. */
const SHOWN = 60;
/** A program has rounded a long number: 3.1E+17, 3.1E17 or 3E+17. An id may be 3E17. */
const ROUNDED = /^-?\d(?:[.,]\d+e\+?|e\+)\d+$/i;

const email = z.email();

/** A cell for people to recognize it. */
export function showCell(value: string): string {
  return [...toOneLine(value)].slice(0, SHOWN).join("").trim();
}

function findIdFault(value: string, place: CellPlace): RosterFault | undefined {
  if (ROUNDED.test(value)) return { kind: "rounded-number", ...place, value: showCell(value) };
  return createEmployeeKey(value) === "" ? { kind: "invisible-value", ...place } : undefined;
}

/** Returns what is wrong with a converted cell; undefined if nothing is. */
function findFault(value: string, place: CellPlace): RosterFault | undefined {
  const { column } = place;
  if (value.length > LONGEST[column]) return { kind: "too-long", ...place, limit: LONGEST[column] };
  if (isFormulaError(value)) return { kind: "formula-error", ...place, value: showCell(value) };
  if (column === "email")
    return email.safeParse(value).success
      ? undefined
      : { kind: "not-an-email", ...place, value: showCell(value) };
  if (column === "slack_user_id")
    return slackUserId.safeParse(value).success
      ? undefined
      : { kind: "not-a-slack-id", ...place, value: showCell(value) };
  return column === "employee_id" ? findIdFault(value, place) : undefined;
}

/** Brings a cell into the form in which the roster has it. */
function convert(value: string, column: TextColumn): string {
  switch (column) {
    case "employee_id":
      // Programs that take a column with gaps for decimal numbers write whole numbers like this.
      return toOneLine(value).replace(/^(\d+)\.0$/, "$1");
    case "email":
      // Programs for email write Ann Lee <ann@example.com>.
      return value.replace(/^[^<>]*<([^<>\s]+)>$/, "$1").replace(/^mailto:/i, "");
    case "slack_user_id":
      return value.replace(/^<?@([A-Z0-9]+)(?:\|[^<>]*)?>?$/, "$1");
    default:
      return toOneLine(value);
  }
}

/** Reads a cell of text. An empty text means that an optional column has no value. */
export function readCell(
  cell: string,
  place: CellPlace,
  guessedEncoding: GuessedEncoding | undefined,
): { value: string; fault?: RosterFault | undefined } {
  const { column } = place;
  if (column === "employee_id" || column === "employee_name") {
    if (isBlank(cell)) return { value: "", fault: { kind: "missing-value", ...place } };
  } else if (isNothing(cell)) return { value: "" };
  const value = convert(cell, column);
  if (!isVisible(value)) return { value, fault: { kind: "invisible-value", ...place } };
  if (column !== "email" && column !== "slack_user_id" && isDamaged(cell, guessedEncoding))
    return { value, fault: { kind: "damaged-text", ...place, value: showCell(cell) } };
  return { value, fault: findFault(value, place) };
}
