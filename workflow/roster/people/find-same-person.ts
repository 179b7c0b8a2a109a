import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import type { RosterItem } from "../../../data/people/roster-item.ts";
import { createAccountKey } from "./account-key.ts";
import { type KnownPerson, parseKnownPerson } from "./known-person.ts";

/** By what a person can be recognized. */
export interface Identity {
  slack_user_id: string;
  employee_id: string;
  email: string | undefined;
}

/** The people on the roster who may be this person, by what they have in common. */
export interface SamePeople {
  byAccount: KnownPerson[];
  byId: KnownPerson[];
  byEmail: KnownPerson[];
  /** The highest serial of the roster, 0 if it has none. */
  highestSerial: number;
}

/** Finds everybody on the roster with the same Slack account, another spelling of the id, or the same email address. */
export function findSamePerson(
  { slack_user_id, employee_id, email }: Identity,
  items: readonly RosterItem[],
): SamePeople {
  const idKey = createEmployeeKey(employee_id);
  const [account, address] = [createAccountKey(slack_user_id), createAccountKey(email)];
  const isSame = (value: unknown, key: string | undefined) =>
    key !== undefined && createAccountKey(value) === key;
  const same: SamePeople = { byAccount: [], byId: [], byEmail: [], highestSerial: 0 };
  for (const item of items) {
    const serial = item["lottery_serial"];
    if (typeof serial === "number" && Number.isSafeInteger(serial))
      same.highestSerial = Math.max(same.highestSerial, serial);
    const known = {
      byAccount: isSame(item["slack_user_id"], account),
      byId: createEmployeeKey(item.employee_id) === idKey,
      byEmail: isSame(item["email"], address),
    };
    // A schema for each of 100,000 people would take too long.
    if (!known.byAccount && !known.byId && !known.byEmail) continue;
    const person = parseKnownPerson(item);
    if (known.byAccount) same.byAccount.push(person);
    if (known.byId) same.byId.push(person);
    if (known.byEmail) same.byEmail.push(person);
  }
  return same;
}
