import * as z from "zod";
import { rosterColumn } from "./roster-row.ts";

/** `heading`: of the column in the file. */
const place = { line: z.int(), column: rosterColumn, heading: z.string() };
/** `value`: what is in the cell. */
const cell = { ...place, value: z.string() };

/** What is wrong with a roster file. Faults are data, so that they can be stored; `describeFault` puts them into words. */
export const rosterFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("empty-file") }),
  /** `limit`: in bytes. */
  z.strictObject({ kind: z.literal("too-large"), limit: z.int() }),
  z.strictObject({ kind: z.literal("unpacks-too-large"), limit: z.int() }),
  z.strictObject({ kind: z.literal("too-many-rows"), limit: z.int() }),
  z.strictObject({ kind: z.literal("too-many-cells"), limit: z.int() }),
  z.strictObject({
    kind: z.literal("unsupported-format"),
    format: z.enum([
      "binary",
      "html",
      "locked-workbook",
      "numbers",
      "ods",
      "pdf",
      "xls",
      "xlsb",
      "xml",
      "zip",
    ]),
  }),
  z.strictObject({ kind: z.literal("damaged-workbook") }),
  /** A cell in this line begins with a quotation mark that has no end, or an end after other lines. */
  z.strictObject({ kind: z.literal("open-quote"), line: z.int() }),
  /** `line`: the one that has most of the columns. */
  z.strictObject({
    kind: z.literal("missing-columns"),
    columns: z.array(rosterColumn),
    line: z.int(),
    headings: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal("repeated-column"),
    column: rosterColumn,
    headings: z.array(z.string()),
    line: z.int(),
  }),
  z.strictObject({ kind: z.literal("no-rows") }),
  /** A line has more values than there are headings: one of them has a separator in it. */
  z.strictObject({ kind: z.literal("surplus-cells"), line: z.int() }),
  z.strictObject({ kind: z.literal("missing-value"), ...place }),
  z.strictObject({ kind: z.literal("invisible-value"), ...place }),
  z.strictObject({ kind: z.literal("too-long"), ...place, limit: z.int() }),
  /** The text was damaged when the file was saved, or its encoding is unknown. */
  z.strictObject({ kind: z.literal("damaged-text"), ...cell }),
  /** A spreadsheet wrote an error, or `####`. */
  z.strictObject({ kind: z.literal("formula-error"), ...cell }),
  /** A spreadsheet has rounded a long number, such as 1.23457E+17. */
  z.strictObject({ kind: z.literal("rounded-number"), ...cell }),
  z.strictObject({ kind: z.literal("not-an-email"), ...cell }),
  z.strictObject({ kind: z.literal("not-a-slack-id"), ...cell }),
  z.strictObject({ kind: z.literal("not-a-date"), ...cell }),
  z.strictObject({ kind: z.literal("no-such-date"), ...cell }),
  /** The column does not show whether the day or the month is first. `dateOrder` decides it. */
  z.strictObject({
    kind: z.literal("ambiguous-dates"),
    ...place,
    examples: z.array(z.string()),
  }),
  /** In some rows only the day can be first, in others only the month. */
  z.strictObject({
    kind: z.literal("mixed-dates"),
    column: rosterColumn,
    heading: z.string(),
    dayFirst: z.strictObject({ line: z.int(), value: z.string() }),
    monthFirst: z.strictObject({ line: z.int(), value: z.string() }),
  }),
]);

export type RosterFault = z.output<typeof rosterFault>;

/** A roster file cannot be read. The message has no content of the file: see `describeFaults`. */
export class RosterFileError extends Error {
  override readonly name = "RosterFileError";
  readonly faults: readonly RosterFault[];

  constructor(faults: readonly RosterFault[], options?: ErrorOptions) {
    super(`The roster file has ${faults.length} ${faults.length === 1 ? "fault" : "faults"}.`, options);
    this.faults = faults;
  }
}
