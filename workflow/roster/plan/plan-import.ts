import { createHash } from "node:crypto";
import { hasItemLeft, type RosterItem } from "../../../data/people/roster-item.ts";
import type { RosterFile } from "../file/roster-file.ts";
import { type RosterColumn, type RosterRow, rosterColumn } from "../file/roster-row.ts";
import type { Conflict, Resolutions } from "./conflict.ts";
import { type FollowedPlan, findInterruptions } from "./interruptions.ts";
import { matchRows } from "./match-rows.ts";
import { describeItem, type PersonChanges, type PlannedPerson, planChanges } from "./plan-changes.ts";

/** What becomes of people who are on the roster and not in the file. */
export type MissingChoice = "keep" | "left";

/** What an import reads, and how it is to be planned. */
export interface ImportInput {
  file: RosterFile;
  /** Everybody on the roster. */
  current: readonly RosterItem[];
  /** The time of the plan: people leave on its day. To make the same plan again, pass the same time. */
  now: Date;
  /** Undefined: not chosen yet. Then a plan with missing people is not ready. */
  missing: MissingChoice | undefined;
  resolutions: Resolutions;
}

/** What an import will do. */
export interface ImportPlan extends PersonChanges {
  /** Plans with the same digest are equal: it covers the file, the decisions, the day, and everybody on the roster. */
  digest: string;
  /** Whether nothing is to be decided any more. Only then there are `changes`. */
  isReady: boolean;
  /** People on the roster who have not left and are not in the file. */
  missing: PlannedPerson[];
  /** People who may be one person, without a decision. They are in no other group. */
  conflicts: Conflict[];
  /** Whether decisions contradict each other. Their conflicts are among `conflicts`. */
  isContradictory: boolean;
  /**
   * Whether decisions about more than two look-alikes are asked again, because an import that stops and is repeated could end
   * otherwise with them. Their conflicts are among `conflicts`.
   */
  isUnrepeatable: boolean;
  /** How many rows are equal to an earlier one. */
  repeated: number;
  /** The headings of the columns of the file that are not read. */
  ignored: readonly string[];
}

const COLUMNS: readonly RosterColumn[] = rosterColumn.options;

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Leaves out rows that are equal to an earlier one. */
function withoutRepeated(file: RosterFile): RosterFile {
  const seen = new Set<string>();
  const rows: RosterRow[] = [];
  const lines: number[] = [];
  for (const [i, row] of file.rows.entries()) {
    const content = JSON.stringify(COLUMNS.map((column) => row[column] ?? null));
    if (seen.has(content)) continue;
    seen.add(content);
    rows.push(row);
    lines.push(file.lines[i] ?? i + 1);
  }
  return { ...file, rows, lines };
}

function sortById(items: readonly RosterItem[]): RosterItem[] {
  return items.toSorted((a, b) => compareTexts(a.employee_id, b.employee_id));
}

/** The digest of everything that a plan follows from. `current` is sorted. */
function digestInput({ file, current, now, missing, resolutions }: ImportInput): string {
  const attributes = [...COLUMNS, "lottery_serial"];
  const input = [
    "roster-import",
    file.rows.map((row) => COLUMNS.map((column) => row[column] ?? null)),
    file.lines,
    [...file.columns].toSorted(),
    file.ignored,
    current.map((item) => attributes.map((name) => item[name] ?? null)),
    now.toISOString().slice(0, 10),
    missing ?? null,
    Object.entries(resolutions).toSorted(([a], [b]) => compareTexts(a, b)),
  ];
  return createHash("sha256").update(JSON.stringify(input)).digest("hex");
}

/** Makes the plan. Conflicts in `reopened` are open, whatever is decided about them. */
function makePlan(
  input: ImportInput,
  reopened: readonly Conflict[] = [],
): Omit<ImportPlan, "digest" | "isUnrepeatable"> & FollowedPlan {
  const current = sortById(input.current);
  const { now, missing: choice, resolutions } = input;
  const file = withoutRepeated(input.file);
  const matched = matchRows(file, { current, resolutions, now }, reopened);
  const { rows, leaving, undecided, conflicts, isContradictory, decided, lookAlikes } = matched;

  const accounted = new Set([...[...rows].map(({ target }) => target), ...leaving, ...undecided]);
  const absent = current.filter((item) => !accounted.has(item.employee_id) && !hasItemLeft(item, now));
  const planned = planChanges(rows, {
    columns: file.columns,
    current,
    now,
    leaving,
    missing: choice === "left" ? absent.map(({ employee_id }) => employee_id) : [],
  });
  const isReady = conflicts.length === 0 && (choice !== undefined || absent.length === 0);
  return {
    ...planned,
    rows,
    isReady,
    changes: isReady ? planned.changes : [],
    missing: absent.map(describeItem),
    conflicts,
    isContradictory,
    repeated: input.file.rows.length - file.rows.length,
    ignored: file.ignored,
    decided,
    lookAlikes,
  };
}

/**
 * Plans the changes that make the roster equal to the file. Writes nothing, and gives the same plan for the same input.
 *
 * People keep their serials. New people get the lowest unused serials, so that the serials stay dense. Only attributes whose
 * columns are in the file are changed. People in the file who had left return, unless the file has a date for them in
 * `left_at`. People who may be one person are conflicts, until `resolutions` has a decision for each.
 *
 * A plan with decisions about more than two look-alikes is only ready if an import that stops anywhere, and is repeated with
 * these decisions, does exactly the rest and asks nothing.
 */
export function planImport(unsorted: ImportInput): ImportPlan {
  const input = { ...unsorted, current: sortById(unsorted.current) };
  const digest = digestInput(input);
  const made = makePlan(input);
  const { conflicts, isUnrepeatable, isContradictory } = findInterruptions(input, made, makePlan);
  const open = conflicts.length > 0 ? makePlan(input, conflicts) : made;
  const { rows, decided, lookAlikes, ...plan } = open;
  return { ...plan, digest, isUnrepeatable, isContradictory: isContradictory || plan.isContradictory };
}
