import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { employee, oneLine, slackUserId } from "../../../data/people/employee.ts";
import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import type { RosterFile } from "../../../workflow/roster/file/roster-file.ts";
import type { RosterColumn, RosterRow } from "../../../workflow/roster/file/roster-row.ts";
import { listFaults, RosterFileError } from "./roster-file-error.ts";

const date = z
  .string()
  .regex(/^\d{4}-?\d{2}-?\d{2}$/, "must be a date, such as 2026-01-31 or 20260131")
  .transform((text) => text.replaceAll("-", ""))
  .refine((text) => {
    const day = text.replace(/(....)(..)(..)/, "$1-$2-$3");
    const time = Date.parse(day);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  }, "is not a calendar date");

/** The known columns. An empty cell means that the employee does not have the attribute. */
const columns = z.strictObject({
  employee_id: oneLine
    .pipe(employee.shape.employee_id)
    .refine((id) => createEmployeeKey(id) !== "", "has no visible character"),
  employee_name: employee.shape.employee_name,
  employee_entry_date: date.optional(),
  email: z.email("must be an email address").optional(),
  slack_user_id: slackUserId.optional(),
  department: oneLine.pipe(z.string().max(200)).optional(),
  left_at: date.optional(),
});

const DELIMITERS = [",", ";", "\t"];

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RosterFileError(`The file is not in UTF-8. Save it again as "CSV UTF-8".`, { cause: error });
  }
}

/** Guesses the delimiter from the first line: spreadsheets use different ones, depending on the country. */
function findDelimiter(text: string): string {
  const [header = ""] = text.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

const parsed = z.array(
  z.object({
    record: z.record(z.string(), z.string()),
    info: z.object({ lines: z.int() }),
  }),
);

/** Returns the column names of the first line, which may be repeated, and the records below. */
function readRecords(text: string) {
  let names: string[] = [];
  try {
    const records = parsed.parse(
      parse(text, {
        columns: (header: string[]) => {
          names = header.map((name) => name.trim().toLowerCase());
          return names;
        },
        delimiter: findDelimiter(text),
        info: true,
        skip_empty_lines: true,
        trim: true,
      }),
    );
    return { names, records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = z.object({ lines: z.int() }).safeParse(error).data?.lines;
    const where = line === undefined ? "" : ` (line ${line})`;
    throw new RosterFileError(`The file is not well-formed CSV${where}: ${error.code}.`, { cause: error });
  }
}

function checkColumns(names: readonly string[]): Set<RosterColumn> {
  const known = Object.keys(columns.shape);
  const faults = [
    ...names.filter((name) => !known.includes(name)).map((name) => `the column "${name}" is unknown`),
    ...["employee_id", "employee_name"]
      .filter((name) => !names.includes(name))
      .map((name) => `the column ${name} is missing`),
    ...[...new Set(names.filter((name, i) => names.indexOf(name) < i))].map(
      (name) => `the column "${name}" is repeated`,
    ),
  ];
  if (faults.length > 0)
    throw new RosterFileError(
      `The first line is invalid: ${faults.join("; ")}. The known columns are ${known.join(", ")}.`,
    );
  return new Set(columns.keyof().array().parse(names));
}

/**
 * Parses a roster file: CSV in UTF-8 with column names in the first line, separated by commas, semicolons or tabs. Throws
 * `RosterFileError` with all problems if anything is invalid.
 */
export function parseRoster(bytes: Uint8Array): RosterFile {
  const { names, records } = readRecords(decode(bytes));
  if (records.length === 0) throw new RosterFileError("The file has no rows below its first line.");
  const named = checkColumns(names);

  const faults: string[] = [];
  const rows: RosterRow[] = [];
  const lines: number[] = [];
  for (const { record, info } of records) {
    const filled = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ""));
    const row = columns.safeParse(filled);
    if (!row.success) {
      for (const { path, message } of row.error.issues)
        faults.push(`line ${info.lines}, ${path.join(".")}: ${message}`);
      continue;
    }
    lines.push(info.lines);
    rows.push(row.data);
  }
  if (faults.length > 0) throw new RosterFileError(listFaults("The file is invalid:", faults));
  return { rows, columns: named, lines, ignored: [] };
}
