import {
  employee,
  isAbsent,
  lotterySerial,
  parseDay,
  parseTime,
  slackUserId,
} from "../../data/people/employee.ts";
import { createEmployeeKey } from "../../data/people/employee-key.ts";
import { hasItemLeft, type RosterItem } from "../../data/people/roster-item.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { createAccountKey } from "./people/account-key.ts";

/** Attributes of which other programs may write something that nobody understands. */
export type CheckedAttribute =
  | "employee_id"
  | "employee_name"
  | "lottery_serial"
  | "slack_user_id"
  | "email"
  | "department"
  | "employee_entry_date"
  | "left_at"
  | "excluded_until"
  | "opted_out_at"
  | "opted_in_at";

/** What two entries of one person have in common. */
export type SharedAttribute = "id" | "slack-account" | "email";

/** Something that is wrong with the roster, as data. The code that shows it has the words. */
export type RosterProblem =
  /**
   * An attribute is missing, or not what it should be. `value`: the beginning of what is stored, as JSON; undefined if there
   * is nothing. If `stopsDraws`, a draw that reaches the person fails. No draw reaches a person without a serial, because
   * the index does not have them. Any other attribute is not needed: a departure, an exclusion or an opting out without a
   * date counts for good.
   */
  | {
      kind: "malformed";
      employee_id: string;
      attribute: CheckedAttribute;
      value: string | undefined;
      stopsDraws: boolean;
    }
  /** Several people have one serial. A draw that reaches it fails. */
  | { kind: "same-serial"; serial: number; employee_ids: string[] }
  /** Several people who have not left may be one person, who could win twice. */
  | { kind: "same-person"; by: SharedAttribute; employee_ids: string[] }
  /** More than half of the serials up to the highest one belong to nobody, which makes draws slow. */
  | { kind: "unused-serials"; unused: number; highest: number; employee_id: string };

const LONGEST_VALUE = 100;

function formatValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return (JSON.stringify(value) ?? String(value)).slice(0, LONGEST_VALUE);
}

/** Every month has these days. It saves time on a large roster. */
const CERTAIN_DAY = /^\d{4}(-?)(0[1-9]|1[0-2])\1(0[1-9]|1\d|2[0-8])/;

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isTextOrAbsent = (value: unknown) => isAbsent(value) || typeof value === "string";
const isDayOrAbsent = (value: unknown) =>
  isAbsent(value) || CERTAIN_DAY.test(String(value)) || parseDay(value) !== undefined;

/** How each attribute must be. A draw needs the first three. */
const CHECKS: Readonly<Record<CheckedAttribute, (value: unknown) => boolean>> = {
  employee_id: (value) => isText(value) && createEmployeeKey(String(value)) !== "",
  employee_name: (value) => isText(value) && employee.shape.employee_name.safeParse(value).success,
  lottery_serial: (value) => lotterySerial.safeParse(value).success,
  slack_user_id: (value) => isAbsent(value) || slackUserId.safeParse(value).success,
  email: (value) => isAbsent(value) || (typeof value === "string" && value.includes("@")),
  department: isTextOrAbsent,
  employee_entry_date: (value) => isAbsent(value) || (typeof value === "string" && isDayOrAbsent(value)),
  left_at: isDayOrAbsent,
  excluded_until: (value) => value === "always" || isDayOrAbsent(value),
  opted_out_at: (value) => isAbsent(value) || parseTime(value) !== undefined,
  opted_in_at: (value) => isAbsent(value) || parseTime(value) !== undefined,
};

const ATTRIBUTES = Object.keys(CHECKS) as CheckedAttribute[];

function checkItem(item: RosterItem): RosterProblem[] {
  const wrong = ATTRIBUTES.filter((attribute) => !CHECKS[attribute](item[attribute]));
  if (wrong.length === 0) return [];
  const { error } = safeParse(employee, item);
  const refused = new Set(error?.issues.map(({ path: [name] }) => name));
  return wrong.map((attribute) => ({
    kind: "malformed",
    employee_id: item.employee_id,
    attribute,
    value: formatValue(item[attribute]),
    stopsDraws: refused.has(attribute) && !(attribute === "lottery_serial" && item[attribute] === undefined),
  }));
}

/** Returns the items of each key that several items have. */
function findRepeated<Key>(
  items: readonly RosterItem[],
  keyOf: (item: RosterItem) => Key | undefined,
): Map<Key, RosterItem[]> {
  // A list for each of 100,000 people would take too long.
  const first = new Map<Key, RosterItem>();
  const repeated = new Map<Key, RosterItem[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const other = first.get(key);
    if (!other) {
      first.set(key, item);
      continue;
    }
    const people = repeated.get(key) ?? [other];
    people.push(item);
    repeated.set(key, people);
  }
  return repeated;
}

const idsOf = (people: readonly RosterItem[]) => people.map(({ employee_id }) => employee_id);

const serialOf = ({ lottery_serial }: RosterItem): number | undefined =>
  CHECKS.lottery_serial(lottery_serial) ? Number(lottery_serial) : undefined;

function checkSerials(items: readonly RosterItem[]): RosterProblem[] {
  const repeated = findRepeated(items, serialOf);
  const problems = [...repeated].map(
    ([serial, people]): RosterProblem => ({
      kind: "same-serial",
      serial,
      employee_ids: idsOf(people),
    }),
  );
  let highest = 0;
  let last: RosterItem | undefined;
  for (const item of items) {
    const serial = serialOf(item) ?? 0;
    if (serial <= highest) continue;
    highest = serial;
    last = item;
  }
  const unused = highest - items.length;
  if (last && unused > items.length)
    problems.push({ kind: "unused-serials", unused, highest, employee_id: last.employee_id });
  return problems;
}

function checkPeople(items: readonly RosterItem[], now: Date): RosterProblem[] {
  const active = items.filter((item) => !hasItemLeft(item, now));
  const keys = {
    id: ({ employee_id }: RosterItem) => createEmployeeKey(employee_id),
    "slack-account": ({ slack_user_id }: RosterItem) => createAccountKey(slack_user_id),
    email: ({ email }: RosterItem) => createAccountKey(email),
  } as const;
  return (["id", "slack-account", "email"] as const).flatMap((by) =>
    [...findRepeated(active, keys[by]).values()].map(
      (people): RosterProblem => ({
        kind: "same-person",
        by,
        employee_ids: idsOf(people),
      }),
    ),
  );
}

/** Finds everything that is wrong with the items of a roster, which any program may have written. */
export function checkRoster(items: readonly RosterItem[], now: Date): RosterProblem[] {
  return [...items.flatMap(checkItem), ...checkSerials(items), ...checkPeople(items, now)];
}
