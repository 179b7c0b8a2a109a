import { hasLeft } from "../../../data/people/employee.ts";
import { hasItemLeft, type RosterItem } from "../../../data/people/roster-item.ts";
import type { RosterFile } from "../file/roster-file.ts";
import type { RosterColumn, RosterRow } from "../file/roster-row.ts";
import { createAccountKey } from "../people/account-key.ts";
import { compareRow } from "./compare-row.ts";
import {
  type Conflict,
  createConflict,
  createKeys,
  findGeneralResolution,
  findOwnResolution,
  type Party,
  type Resolution,
  type Resolutions,
} from "./conflict.ts";
import { type Compared, listConflictKinds } from "./conflict-kinds.ts";
import type { DecidedConflict } from "./contradictions.ts";
import type { Groups } from "./groups.ts";
import { findLookAlikes, LARGEST_GROUP } from "./look-alikes.ts";

/** A row of the file, and the person it describes. */
export interface MatchedRow {
  row: RosterRow;
  line: number;
  /** The id under which the person is on the roster, or will be. */
  target: string;
}

/** Somebody on the roster who is in no row. */
export interface Entry {
  item: RosterItem;
}

const isOneId = ({ existing, row }: Conflict): boolean => existing.employee_id === row.employee_id;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function describeEntry({ item }: Entry): Party {
  const { employee_id, employee_name, email, slack_user_id, department } = item;
  return {
    employee_id,
    employee_name: textOf(employee_name) ?? "",
    email: textOf(email),
    slack_user_id: textOf(slack_user_id),
    department: textOf(department),
  };
}

export interface MatchingInput {
  current: readonly RosterItem[];
  resolutions: Resolutions;
  now: Date;
}

export type Matching = ReturnType<typeof createMatching>;

/** What is decided about rows and people while they are compared: at first every row is the person with its id. */
export function createMatching(
  { rows, lines, columns: ofFile }: RosterFile,
  { current, resolutions, now }: MatchingInput,
) {
  const columns: ReadonlySet<string> = ofFile;
  const itemOf = new Map(current.map((item) => [item.employee_id, item]));
  /** The rows that are not left out, in the order of the file. */
  const matched = new Set(
    rows.map((row, i): MatchedRow => ({ row, line: lines[i] ?? i + 1, target: row.employee_id })),
  );
  const claimed = new Set<string>();
  const leaving = new Set<string>();
  const undecided = new Set<string>();
  const conflicts: Conflict[] = [];
  const decided = new Map<string, DecidedConflict>();
  const asked = new Set<string>();
  const twoPeople = new Set<string>();
  let lookAlikes: Groups | undefined;
  // Most imports have no conflicts.
  const findGroups = (): Groups => (lookAlikes ??= findLookAlikes(rows, current, resolutions));

  const isActive = (employeeId: string): boolean => {
    const item = itemOf.get(employeeId);
    return item !== undefined && !hasItemLeft(item, now);
  };
  /** Whether the file says that the person has left. */
  const isGone = ({ row: { left_at } }: MatchedRow): boolean => hasLeft({ left_at }, now);
  /** Of two rows for one person, the one stays that is on the roster, rather if it has not left. An import keeps the order. */
  const rankOf = ({ target }: MatchedRow): number => Number(itemOf.has(target)) + Number(isActive(target));

  /** What the person of the row will be: what columns of the file do not say stays as it is on the roster. */
  const describeRow = ({ row, line, target }: MatchedRow): Party => {
    const known = Object.entries(itemOf.get(target) ?? {}).filter(([name]) => !columns.has(name));
    const item = { ...Object.fromEntries(known), ...row };
    return { ...describeEntry({ item }), line };
  };
  const leaves = (item: RosterItem): boolean => leaving.has(item.employee_id) || hasItemLeft(item, now);
  const compared = (person: MatchedRow | Entry): Compared => ({
    party: describeParty(person),
    ids: "item" in person ? [person.item.employee_id] : [person.row.employee_id, person.target],
  });
  const describeParty = (person: MatchedRow | Entry) =>
    "item" in person ? describeEntry(person) : describeRow(person);

  return {
    rows: matched,
    itemOf,
    /** Ids of people who are in a row, also before the row was found to be somebody else. */
    claimed,
    /** Ids on the roster of people who are somebody else in the file. */
    leaving,
    /** Ids on the roster of people in conflicts that are not resolved. */
    undecided,
    conflicts,
    /** The decisions that may concern more than two look-alikes, by the keys of their conflicts. */
    decided,
    /** Finds the groups of ids that look alike. */
    findGroups,

    /** Whether the person with this id is on the roster and has not left. */
    isActive,

    isGone,

    /** Returns the rows for a search on the roster: people who stay are found before those who leave. */
    listForSearch: (): MatchedRow[] => [
      ...[...matched].filter((row) => !isGone(row)),
      ...[...matched].filter(isGone),
    ],

    /** Whether the person is on the roster, and stays there as before: active, or left and unchanged. */
    isStaying({ row, target }: MatchedRow): boolean {
      const item = itemOf.get(target);
      if (!item || !hasItemLeft(item, now)) return item !== undefined;
      const { set, remove } = compareRow(row, item, { columns: ofFile, now });
      return Object.keys(set).length + remove.length === 0;
    },

    /** The account or address that the person will have. */
    accountOf: ({ row, target }: MatchedRow, attribute: RosterColumn): string | undefined =>
      createAccountKey(columns.has(attribute) ? row[attribute] : itemOf.get(target)?.[attribute]),

    /** Returns the items to compare with somebody who stays: the chosen one will be active, so that it is chosen again. */
    preferActive: (items: readonly RosterItem[]): readonly RosterItem[] =>
      items.length < 2 ? items : items.toSorted((a, b) => Number(leaves(a)) - Number(leaves(b))),

    /** Whether it is decided that the person, who had left, is now the one of the row. An import keeps them apart. */
    wasReplaced(item: RosterItem, { row }: MatchedRow): boolean {
      if (!hasItemLeft(item, now)) return false;
      const size = findGroups().countGroup(row.employee_id);
      if (size <= 2 || size > LARGEST_GROUP) return false;
      return findOwnResolution(createKeys(describeEntry({ item }), row), resolutions) === "new";
    },

    /**
     * Leaves out a row, because its person is that of another row. If the first one was found on the roster, the other row
     * gets this entry if it is decided so. Otherwise, the entry leaves.
     */
    leaveOut(row: MatchedRow, kept?: MatchedRow): void {
      matched.delete(row);
      const item = itemOf.get(row.target);
      if (!item) return;
      const isFound = row.target !== row.row.employee_id;
      const keeps = () =>
        kept && findOwnResolution(createKeys(describeEntry({ item }), kept.row), resolutions);
      if (kept && isFound && !itemOf.has(kept.target) && keeps() === "existing") kept.target = row.target;
      else leaving.add(row.target);
    },

    /**
     * Returns the decision about two people who may be one. Without a decision, keeps the conflict and leaves out the row.
     * Those who are two people by an earlier decision are not asked for again.
     */
    decide(existing: MatchedRow | Entry, row: MatchedRow): Resolution | undefined {
      const [first, ...others] = listConflictKinds(compared(existing), compared(row));
      if (first === undefined) throw new RangeError("Nothing says that these two may be one person.");
      const kinds = [first, ...others] as const;
      const conflict = createConflict(kinds, {
        existing: describeParty(existing),
        row: describeParty(row),
        areOnRoster: "item" in existing && isActive(row.target),
        isInLargeGroup: findGroups().countGroup(row.row.employee_id) > 2,
      });
      if (twoPeople.has(conflict.key)) return "both";
      const own = findOwnResolution(conflict, resolutions);
      const choose = () => {
        if (own !== undefined) return own;
        const general = findGeneralResolution(kinds, resolutions);
        // If three are one person, it would depend on the order of their comparisons who stays.
        if (conflict.isInLargeGroup && general !== "both") return undefined;
        const isKept = "item" in existing || rankOf(existing) >= rankOf(row);
        return general === "existing" && !isKept ? "new" : general;
      };
      const chosen = choose();
      const resolution = conflict.options.find((option) => option === chosen);
      // Of two people who look alike by what makes no groups, only a decision of their own counts.
      const isOfGroup =
        conflict.isInLargeGroup || (own !== undefined && own !== "both" && !isOneId(conflict));
      if (resolution && isOfGroup && !decided.has(conflict.reversedKey))
        decided.set(conflict.key, { conflict, resolution });
      if (resolution === "both") twoPeople.add(conflict.key).add(conflict.reversedKey);
      if (resolution === undefined) {
        if (!asked.has(conflict.key)) conflicts.push(conflict);
        asked.add(conflict.key).add(conflict.reversedKey);
        matched.delete(row);
        undecided.add(row.target).add("item" in existing ? existing.item.employee_id : existing.target);
      }
      return resolution;
    },
  };
}
