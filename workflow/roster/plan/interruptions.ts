import { applyToItems, type EmployeeChange } from "../../../data/people/roster-item.ts";
import type { Conflict } from "./conflict.ts";
import type { DecidedConflict } from "./contradictions.ts";
import type { Groups } from "./groups.ts";
import { LARGEST_GROUP } from "./look-alikes.ts";
import type { MatchedRow } from "./matching.ts";
import type { ImportInput, ImportPlan } from "./plan-import.ts";

/** A plan, and what it follows from. */
export interface FollowedPlan
  extends Pick<ImportPlan, "changes" | "conflicts" | "isReady" | "isContradictory"> {
  rows: ReadonlySet<MatchedRow>;
  /** The decisions that may concern more than two look-alikes. */
  decided: readonly DecidedConflict[];
  /** The groups of look-alikes: by the traits that count, and by all. Undefined if there are no such decisions. */
  lookAlikes: { counted: Groups; all: Groups } | undefined;
}

/** What an import that stops and is repeated would ask, or do otherwise. */
export interface Interruptions {
  /** What is to be asked now, so that the plan is the same wherever the import stops. */
  conflicts: Conflict[];
  /** Whether answers are asked again, because an import that stops could end otherwise with them. */
  isUnrepeatable: boolean;
  isContradictory: boolean;
}

/**
 * So many pairs of ids are compared in all states together: each state makes a plan again. It is enough for thousands of
 * groups of three or four, or for one of twelve new people, of whom any may be written when an import stops.
 */
const MOST_COMPARED = 600_000;

/** So many of them in one group of people who also look alike by what makes no groups: nine new people. */
const MOST_COMPARED_IN_WIDE_GROUP = 60_000;

/** Everything about one group of look-alikes, which follows from nothing outside of it. */
interface Group {
  input: ImportInput;
  changes: EmployeeChange[];
  decided: DecidedConflict[];
  size: number;
}

/** The changes that may be written together. Those of a stage are written when all before them are. */
function listStages(changes: readonly EmployeeChange[]): EmployeeChange[][] {
  const stageOf = ({ is_first, is_new }: EmployeeChange) => (is_first ? 0 : is_new ? 1 : 2);
  return [0, 1, 2].map((stage) => changes.filter((change) => stageOf(change) === stage));
}

/** Yields what may be written when an import stops: complete stages, and any changes of the next one. */
function* listWritten(stages: readonly EmployeeChange[][]): Generator<EmployeeChange[]> {
  const before: EmployeeChange[] = [];
  for (const stage of stages) {
    for (let bits = 1; bits < 2 ** stage.length; bits++)
      yield [...before, ...stage.filter((_, i) => Math.floor(bits / 2 ** i) % 2 === 1)];
    before.push(...stage);
  }
}

/** How many pairs of ids are compared in all states of a group. */
function countCompared({ changes, size }: Group): number {
  return listStages(changes).reduce((sum, { length }) => sum + 2 ** length, 0) * size ** 2;
}

/** The groups of more than two look-alikes in which these decisions count and people change. */
function listGroups(
  decided: readonly DecidedConflict[],
  groups: Groups,
  { changes, input }: { changes: readonly EmployeeChange[]; input: ImportInput },
): Group[] {
  const find = ({ employee_id }: { employee_id: string }) => groups.find(employee_id);
  const decidedOf = Map.groupBy(decided, ({ conflict: { row } }) => find(row));
  const changesOf = Map.groupBy(changes, find);
  const rows = input.file.rows.map((row, i) => ({ row, line: input.file.lines[i] ?? i + 1 }));
  const rowsOf = Map.groupBy(rows, ({ row }) => find(row));
  const itemsOf = Map.groupBy(input.current, find);
  return [...decidedOf].flatMap(([group, ofGroup]) => {
    const size = groups.countGroup(group);
    const ofPeople = changesOf.get(group) ?? [];
    if (size <= 2 || ofPeople.length === 0) return [];
    const inGroup = rowsOf.get(group) ?? [];
    const file = {
      ...input.file,
      rows: inGroup.map(({ row }) => row),
      lines: inGroup.map(({ line }) => line),
    };
    const current = itemsOf.get(group) ?? [];
    return [{ input: { ...input, file, current }, changes: ofPeople, decided: ofGroup, size }];
  });
}

/**
 * The groups in which decisions count. They also have those who look alike only by what makes no groups, because somebody may
 * have decided about them by key. If these are too many, only what makes groups counts.
 */
function listAllGroups(input: ImportInput, { changes, decided, lookAlikes }: FollowedPlan): Group[] {
  if (!lookAlikes) return [];
  return listGroups(decided, lookAlikes.all, { changes, input }).flatMap((group) =>
    group.size <= LARGEST_GROUP && countCompared(group) <= MOST_COMPARED_IN_WIDE_GROUP
      ? [group]
      : listGroups(group.decided, lookAlikes.counted, group),
  );
}

function readLines(rows: ReadonlySet<MatchedRow>): ReadonlyMap<string, number> {
  return new Map([...rows].map(({ target, line }) => [target, line]));
}

/** Describes changes, but for serials: these follow from the order of the lines, and from everybody on the roster. */
function describeChanges(changes: readonly EmployeeChange[], lineOf: ReadonlyMap<string, number>): string {
  const described = changes.flatMap(({ employee_id, is_new, is_first, set, remove }) => {
    const others = Object.entries(set).filter(([name]) => name !== "lottery_serial");
    const isOfSerial = !is_new && others.length === 0 && remove.length === 0;
    return isOfSerial ? [] : [[employee_id, is_new && lineOf.get(employee_id), is_first, others, remove]];
  });
  return JSON.stringify(described);
}

/**
 * Makes the plan again in each state in which an import of it can stop, and compares it with what is not written. If they are
 * equal in each, they also are if the repeated import stops: its states are among these.
 *
 * A group that is too large for that may only have answers that people are different, which change nothing between two people.
 */
export function findInterruptions(
  input: ImportInput,
  plan: FollowedPlan,
  makePlan: (input: ImportInput) => FollowedPlan,
): Interruptions {
  const found: Interruptions = { conflicts: [], isUnrepeatable: false, isContradictory: false };
  if (plan.decided.length === 0 || plan.changes.length === 0) return found;
  const open = new Map<string, Conflict>();
  const doubted: DecidedConflict[] = [];
  const lineOf = readLines(plan.rows);
  let left = MOST_COMPARED;

  /** Whether the plan made again does exactly the rest in each of these states. What it asks is kept. */
  const isRepeatable = (group: Group, states: Iterable<readonly EmployeeChange[]>): boolean => {
    for (const written of states) {
      const again = makePlan({ ...group.input, current: applyToItems(group.input.current, written) });
      const ids = new Set(written.map(({ employee_id }) => employee_id));
      const rest = group.changes.filter(({ employee_id }) => !ids.has(employee_id));
      if (again.isReady) {
        if (describeChanges(again.changes, readLines(again.rows)) !== describeChanges(rest, lineOf))
          return false;
        continue;
      }
      if (again.conflicts.length === 0) return false;
      for (const conflict of again.conflicts)
        if (!open.has(conflict.reversedKey)) open.set(conflict.key, conflict);
      found.isContradictory ||= again.isContradictory;
    }
    return true;
  };

  for (const group of listAllGroups(input, plan)) {
    const stages = listStages(group.changes);
    const cost = countCompared(group);
    const isSmall = group.size <= LARGEST_GROUP && cost <= left;
    if (isSmall) left -= cost;
    const isAllowed = isSmall || group.decided.every(({ resolution }) => resolution === "both");
    if (!isAllowed || !isRepeatable(group, isSmall ? listWritten(stages) : [group.changes]))
      doubted.push(...group.decided);
  }
  if (open.size > 0) return { ...found, conflicts: [...open.values()] };
  return { ...found, conflicts: doubted.map(({ conflict }) => conflict), isUnrepeatable: doubted.length > 0 };
}
