import { type FileColumn, findColumn } from "./column-names.ts";
import { type RosterFault, RosterFileError } from "./roster-fault.ts";
import type { RosterColumn } from "./roster-row.ts";
import type { Table, TableRow } from "./table.ts";

/** Where the columns of a table are. */
export interface Header {
  /** Index in `rows` of the table. */
  row: number;
  /** The index of each column that is read. */
  columns: ReadonlyMap<FileColumn, number>;
  /** The headings as they are written, by their columns. */
  headings: ReadonlyMap<FileColumn, string>;
  ignored: string[];
}

/** Rows at the beginning among which the one with the headings is: reports begin with titles. */
const FIRST_ROWS = 30;
const MOST_IGNORED = 1_000;
/** Characters of a heading that are shown. */
const SHOWN = 60;

function showHeading(heading: string): string {
  const line = heading.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN - 1).join("")}…` : line;
}

interface Candidate {
  column: FileColumn;
  rank: number;
  index: number;
}

/** Returns the headings of a row that are known, the ones that count first. */
function listCandidates({ cells }: TableRow): Candidate[] {
  const candidates = cells.flatMap((cell, index) => {
    const named = findColumn(cell);
    return named ? [{ ...named, index }] : [];
  });
  const has = (column: FileColumn) => candidates.some((candidate) => candidate.column === column);
  const hasGiven = has("given_name");
  // In German and English files, "Name" next to "Vorname" or "First name" is the family name.
  const isNameFamily = hasGiven && !has("family_name");
  const hasName = has("employee_name") || (hasGiven && has("family_name"));
  return candidates
    .filter(({ column }) => column !== "other_name" || !hasName)
    .map((candidate) => {
      const { column, index } = candidate;
      const isFamily =
        isNameFamily && column === "employee_name" && /^name$/i.test(cells[index]?.trim() ?? "");
      if (isFamily) return { ...candidate, column: "family_name" as const };
      return column === "other_name" ? { ...candidate, column: "employee_name" as const } : candidate;
    })
    .toSorted((a, b) => a.rank - b.rank);
}

/** Returns the required columns that a row does not have. */
function listMissing(candidates: readonly Candidate[]): RosterColumn[] {
  const columns = new Set(candidates.map(({ column }) => column));
  const hasName = columns.has("employee_name") || (columns.has("given_name") && columns.has("family_name"));
  return [
    ...(columns.has("employee_id") ? [] : (["employee_id"] as const)),
    ...(hasName ? [] : (["employee_name"] as const)),
  ];
}

/** Returns the column of the roster that a column of the file fills. */
export function rosterColumnOf(column: FileColumn): RosterColumn {
  return column === "given_name" || column === "family_name" || column === "other_name"
    ? "employee_name"
    : column;
}

/** Returns faults for columns that have the same name twice. */
function findRepeated({ cells, line }: TableRow, candidates: readonly Candidate[]): RosterFault[] {
  const used = Map.groupBy(candidates, ({ column }) => column);
  return [...used].flatMap(([column, [first, second]]) =>
    first && second && first.rank === second.rank
      ? [
          {
            kind: "repeated-column" as const,
            column: rosterColumnOf(column),
            line,
            headings: [first, second].map(({ index }) => showHeading(cells[index] ?? "")),
          },
        ]
      : [],
  );
}

function createHeader(row: number, { cells }: TableRow, candidates: readonly Candidate[]): Header {
  const columns = new Map<FileColumn, number>();
  for (const { column, index } of candidates) if (!columns.has(column)) columns.set(column, index);
  if (columns.has("employee_name")) {
    columns.delete("given_name");
    columns.delete("family_name");
  }
  const used = new Set(columns.values());
  const ignored = cells.filter((cell, index) => !used.has(index) && cell.trim() !== "");
  return {
    row,
    columns,
    headings: new Map([...columns].map(([column, index]) => [column, showHeading(cells[index] ?? "")])),
    ignored: ignored.slice(0, MOST_IGNORED).map(showHeading),
  };
}

/** What was found instead of a header: the row that has most of the columns. */
export interface NoHeader {
  known: number;
  missing: RosterColumn[];
  line: number;
  headings: string[];
}

/**
 * Finds the first row that has headings of all required columns. Otherwise returns which are missing in the row that
 * has most known headings. Throws `RosterFileError` if a column is there twice.
 */
export function findHeader({ rows }: Table): Header | NoHeader {
  let best: NoHeader = { known: -1, missing: ["employee_id", "employee_name"], line: 1, headings: [] };
  for (const [index, row] of rows.slice(0, FIRST_ROWS).entries()) {
    const candidates = listCandidates(row);
    const missing = listMissing(candidates);
    if (missing.length === 0) {
      const repeated = findRepeated(row, candidates);
      if (repeated.length > 0) throw new RosterFileError(repeated);
      return createHeader(index, row, candidates);
    }
    if (candidates.length > best.known)
      best = {
        known: candidates.length,
        missing,
        line: row.line,
        headings: row.cells
          .filter((cell) => cell.trim() !== "")
          .slice(0, FIRST_ROWS)
          .map(showHeading),
      };
  }
  return best;
}
