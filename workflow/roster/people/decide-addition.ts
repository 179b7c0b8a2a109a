import type { PersonChange } from "../../../data/people/people-table.ts";
import type { RosterItem } from "../../../data/people/roster-item.ts";
import { findSamePerson, type Identity } from "./find-same-person.ts";
import { hasKnownLeft, type KnownPerson } from "./known-person.ts";

/** Whom to add: a Slack account with its name and address. */
export interface Addition extends Omit<Identity, "employee_id"> {
  employee_name: string;
  /** The id that somebody typed. Without it, the id of a new person is the one of the Slack account. */
  employee_id: string | undefined;
}

/** What adding somebody means on the current roster. */
export type AdditionDecision =
  /** Nobody on the roster is this person. `after` is the highest serial. */
  | { kind: "new"; change: PersonChange; after: number }
  /** The person is on the roster without this Slack account, with the same id or address. */
  | { kind: "link"; existing: KnownPerson; change: PersonChange; hasLeft: boolean }
  /** The person is on the roster, and has left. */
  | { kind: "return"; existing: KnownPerson; change: PersonChange }
  /** The person is on the roster already. */
  | { kind: "present"; existing: KnownPerson }
  /** The person is on the roster under another id than the typed one. */
  | { kind: "other id"; existing: KnownPerson }
  /** The id or the address belongs to somebody with another Slack account. */
  | { kind: "taken"; existing: KnownPerson }
  /** Several entries of the roster may be this person. */
  | { kind: "several"; people: KnownPerson[] };

const unique = (people: readonly KnownPerson[]): KnownPerson[] => [
  ...new Map(people.map((person) => [person.employee_id, person])).values(),
];

/** The attributes that a change of a known person relies on. */
function expectSame({ left_at, slack_user_id, change_id }: KnownPerson): PersonChange["expected"] {
  return { left_at, slack_user_id, change_id };
}

/** The change with which a person returns. */
function formatReturn(existing: KnownPerson): PersonChange {
  return {
    employee_id: existing.employee_id,
    isNew: false,
    set: {},
    remove: ["left_at"],
    expected: expectSame(existing),
  };
}

/** The change with which a person leaves on this day (YYYYMMDD). */
export function formatDeparture(existing: KnownPerson, day: string): PersonChange {
  return {
    employee_id: existing.employee_id,
    isNew: false,
    set: { left_at: day },
    remove: [],
    expected: expectSame(existing),
  };
}

/** Decides what adding somebody means: one person has one entry on the roster, which keeps its serial and its wins. */
export function decideAddition(added: Addition, items: readonly RosterItem[], now: Date): AdditionDecision {
  const employee_id = added.employee_id ?? added.slack_user_id;
  const { byAccount, byId, byEmail, highestSerial } = findSamePerson({ ...added, employee_id }, items);
  const same = unique([...byAccount, ...byId, ...byEmail]);
  const [existing, ...more] = same;
  if (!existing) {
    const { employee_name, slack_user_id, email } = added;
    const set = { employee_name, slack_user_id, ...(email !== undefined && { email }) };
    const change = { employee_id, isNew: true, set, remove: [], expected: {} };
    return { kind: "new", change, after: highestSerial };
  }
  if (more.length > 0) return { kind: "several", people: same };
  if (byAccount.length > 0) {
    if (added.employee_id !== undefined && byId.length === 0) return { kind: "other id", existing };
    return hasKnownLeft(existing, now)
      ? { kind: "return", existing, change: formatReturn(existing) }
      : { kind: "present", existing };
  }
  if (existing.slack_user_id !== undefined) return { kind: "taken", existing };
  const left = hasKnownLeft(existing, now);
  return {
    kind: "link",
    existing,
    hasLeft: left,
    change: {
      employee_id: existing.employee_id,
      isNew: false,
      set: { slack_user_id: added.slack_user_id },
      remove: left ? ["left_at"] : [],
      expected: expectSame(existing),
    },
  };
}
