import * as z from "zod";
import { parseItem } from "../../data/dynamodb/parse-item.ts";
import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import { guessedEncoding } from "../../workflow/roster/file/decode-text.ts";
import { rosterColumn, rosterRow } from "../../workflow/roster/file/roster-row.ts";
import { importRequest, missingChoice } from "./import-request.ts";

/** What this state machine stores in the record of an import. */
const importDetails = z.object({
  request: importRequest,
  /** The columns of a file, and the headings of those that are not read. */
  columns: z.array(rosterColumn).default([]),
  ignored: z.array(z.string()).default([]),
  /** The encoding of a file, if nothing in it shows that it is the right one. */
  guessed_encoding: guessedEncoding.optional(),
  /** The number of the newest plan, 0 if there is none. */
  plan_no: z.int().min(0).default(0),
  /** What happens to people who are on the roster and not in the source. They are kept until somebody has decided. */
  missing: missingChoice.optional(),
});

export type ImportDetails = z.output<typeof importDetails>;

/** Throws `InvalidItem`. */
export function readDetails({ details }: RosterImport): ImportDetails {
  return parseItem(importDetails, details, "The details of an import");
}

const json = z.record(z.string(), z.json());

/** Formats details for the record. */
export function formatDetails(details: z.input<typeof importDetails>): z.output<typeof json> {
  return json.parse(JSON.parse(JSON.stringify(details)));
}

/** A row of a file as it is stored, with its line, and whether the sheet hides it. */
export const storedRow = z.object({ row: rosterRow, line: z.int(), is_hidden: z.boolean().optional() });
