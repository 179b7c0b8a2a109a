import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { employee, oneLine, slackUserId } from "../../../data/people/employee.ts";
import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import { findConflictsInFile, type IdOfLine } from "./id-conflicts.ts";
import { listFaults, RosterFileError } from "./roster-file-error.ts";

const date = z
  .string()
  .regex(/^\d{4}-?\d{2}-?\d{2}$/, "must be a date, such as 2026-01-31 or 20260131")
  .transform((text) => text.replaceAll("-", ""))
  .refine((text) => {
    const day = text.replace(/(....)(..)(..)/, "$1-$2-$3");
    const time = Date.parse(day);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  }, "is no day of the calendar");

/** The columns that the file of a roster may have. An empty cell is an attribute that the employee does not have. */
const columns = z.strictObject({
  employee_id: oneLine
    .pipe(employee.shape.employee_id)
    .refine((id) => createEmployeeKey(id) !== "", "has no visible character"),
  employee_name: employee.shape.employee_name,
  employee_entry_date: date.optional(),
  email: z.email("must be a mail address").optional(),
  slack_user_id: slackUserId.optional(),
  department: oneLine.pipe(z.string().max(200)).optional(),
  left_at: date.optional(),
});

export type RosterRow = z.output<typeof columns>;
export type RosterColumn = keyof RosterRow;

export interface RosterFile {
  /** In the file's order. */
  rows: RosterRow[];
  /** Those that the file has: what it does not speak of is left as it is. */
  columns: ReadonlySet<RosterColumn>;
  /** The lines of the ids, in the order of the rows. */
  ids: readonly IdOfLine[];
}

const DELIMITERS = [",", ";", "\t"];

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RosterFileError(`The file is not in UTF-8. Save it anew as "CSV UTF-8".`, { cause: error });
  }
}

/** Spreadsheets separate by what their country's numbers leave free: the first line tells. */
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

/** The columns' names as they stand in the first line, where one may stand twice, and what stands below. */
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
    throw new RosterFileError(`The file is no well-formed CSV${where}: ${error.code}.`, { cause: error });
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
      (name) => `the column "${name}" stands twice`,
    ),
  ];
  if (faults.length > 0)
    throw new RosterFileError(
      `The first line does not fit: ${faults.join("; ")}. Known: ${known.join(", ")}.`,
    );
  return new Set(columns.keyof().array().parse(names));
}

/**
 * The rows of a roster's file: CSV in UTF-8 with the names of its columns in the first line, separated by commas,
 * semicolons or tabs. Throws `RosterFileError` where anything in it does not fit.
 */
export function parseRoster(bytes: Uint8Array): RosterFile {
  const { names, records } = readRecords(decode(bytes));
  if (records.length === 0) throw new RosterFileError("The file has no rows below its first line.");
  const named = checkColumns(names);

  const faults: string[] = [];
  const rows: RosterRow[] = [];
  const ids: IdOfLine[] = [];
  for (const { record, info } of records) {
    const filled = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ""));
    const row = columns.safeParse(filled);
    if (!row.success) {
      for (const { path, message } of row.error.issues)
        faults.push(`line ${info.lines}, ${path.join(".")}: ${message}`);
      continue;
    }
    ids.push({ employeeId: row.data.employee_id, line: info.lines });
    rows.push(row.data);
  }
  faults.push(...findConflictsInFile(ids));
  if (faults.length > 0) throw new RosterFileError(listFaults("The file does not fit:", faults));
  return { rows, columns: named, ids };
}
