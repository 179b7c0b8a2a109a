import type { SealedAs } from "../../../data/ledger/sealing.ts";
import { employee, findExclusion, findLeavingDay } from "../../../data/people/employee.ts";
import type { RosterItem } from "../../../data/people/roster-item.ts";
import { createLabelKey } from "../../../data/runtime/label-key.ts";
import { safeParse } from "../../../data/runtime/safe-parse.ts";
import { classifyForSeal } from "../../draw/eligibility.ts";
import { parseKnownPerson } from "./known-person.ts";

/** What an entry of the roster could do in a draw without rules, from who can win to who never can. */
export const rosterStatuses = ["free", "held", "won", "excluded", "opted_out", "left", "malformed"] as const;

export type RosterStatus = (typeof rosterStatuses)[number];

/** An entry of the roster. An item that is malformed has only some of it. */
export interface RosterEntry {
  employee_id: string;
  employee_name: string;
  lottery_serial: number | undefined;
  slack_user_id: string | undefined;
  department: string | undefined;
  status: RosterStatus;
  /** The last day of an exclusion (ISO date), or `always`. */
  until: string | undefined;
  /** The day on which the person left (ISO date), if it is one. */
  leftOn: string | undefined;
}

/** A department with the number of its people, and of those who can win. Its key is the same for all spellings. */
export interface RosterDepartment {
  key: string;
  name: string;
  people: number;
  canWin: number;
}

/** The roster as people look at it. */
export interface ListedRoster {
  /** By their serials; those without one are last. */
  entries: RosterEntry[];
  counts: Readonly<Record<RosterStatus, number>>;
  /** The largest first. */
  departments: RosterDepartment[];
}

function describeMalformed(item: RosterItem): RosterEntry {
  const { employee_id, employee_name, lottery_serial, slack_user_id } = parseKnownPerson(item);
  return {
    employee_id,
    employee_name,
    lottery_serial,
    slack_user_id,
    department: safeParse(employee.shape.department, item["department"]).data,
    status: "malformed",
    until: undefined,
    leftOn: undefined,
  };
}

/** A new reason for not winning needs a status: otherwise this does not compile. */
function findStatus(sealedAs: SealedAs, claim: "won" | "held" = "won"): RosterStatus {
  switch (sealedAs) {
    case "taken":
      return claim;
    case "department":
    case "joined":
      // Only the rules of a draw exclude by these, and there are none here.
      return "free";
    default:
      return sealedAs;
  }
}

/** So many characters of an id decide about its position. An id has at most 128, but the key of a malformed item can be longer. */
export const COMPARED_ID_LENGTH = 128;

function compareEntries(a: RosterEntry, b: RosterEntry): number {
  const { lottery_serial: first = Number.POSITIVE_INFINITY } = a;
  const { lottery_serial: second = Number.POSITIVE_INFINITY } = b;
  if (first !== second) return first < second ? -1 : 1;
  const id = a.employee_id.slice(0, COMPARED_ID_LENGTH);
  const other = b.employee_id.slice(0, COMPARED_ID_LENGTH);
  return id === other ? 0 : id < other ? -1 : 1;
}

/** Whether an entry comes after another one in the list. */
export function isAfter(
  entry: RosterEntry,
  { serial, id }: { serial: number | undefined; id: string },
): boolean {
  return compareEntries(entry, { ...entry, lottery_serial: serial, employee_id: id }) > 0;
}

/** Whether a person with this status can win, perhaps in the draw that is under way. */
export function canWin(status: RosterStatus): boolean {
  return status === "free" || status === "held";
}

/** `Team 2` comes before `Team 10`. */
const BY_NAME = new Intl.Collator("en", { numeric: true });

/** Spellings of one department are one entry, under its first name. */
function listDepartments(entries: readonly RosterEntry[]): RosterDepartment[] {
  const bySpelling = new Map<string, RosterDepartment>();
  const byKey = new Map<string, RosterDepartment>();
  const find = (name: string): RosterDepartment => {
    // A key for each of 100,000 people would take too long.
    const known = bySpelling.get(name);
    if (known) return known;
    const key = createLabelKey(name);
    const department = byKey.get(key) ?? { key, name, people: 0, canWin: 0 };
    bySpelling.set(name, department);
    byKey.set(key, department);
    return department;
  };
  for (const { department = "", status } of entries) {
    const counted = find(department);
    counted.people++;
    if (canWin(status)) counted.canWin++;
  }
  return [...byKey.values()]
    .filter(({ key }) => key !== "")
    .sort((a, b) => b.people - a.people || BY_NAME.compare(a.key, b.key));
}

/**
 * Says of each item of the roster whether the person can win a draw without rules at this time, and why not. `taken` are all
 * who have won or are claimed, by employee id. Two people with one serial are malformed: a draw refuses them.
 */
export function listRoster(
  items: readonly RosterItem[],
  taken: ReadonlyMap<string, "won" | "held">,
  at: Date,
): ListedRoster {
  const holders = new Map<unknown, number>();
  for (const { lottery_serial } of items) holders.set(lottery_serial, (holders.get(lottery_serial) ?? 0) + 1);
  const entries = items.map((item): RosterEntry => {
    const { data: person } = safeParse(employee, item);
    if (!person || holders.get(person.lottery_serial) !== 1) return describeMalformed(item);
    const { employee_id, employee_name, lottery_serial, slack_user_id, department } = person;
    const claim = taken.get(employee_id);
    const sealedAs = classifyForSeal(person, claim !== undefined, { rules: {}, at });
    const status = findStatus(sealedAs, claim);
    return {
      employee_id,
      employee_name,
      lottery_serial,
      slack_user_id,
      department,
      status,
      until: status === "excluded" ? findExclusion(person, at) : undefined,
      leftOn: status === "left" ? findLeavingDay(person) : undefined,
    };
  });
  entries.sort(compareEntries);
  const counts = { free: 0, held: 0, won: 0, excluded: 0, opted_out: 0, left: 0, malformed: 0 };
  for (const { status } of entries) counts[status]++;
  return { entries, counts, departments: listDepartments(entries) };
}
