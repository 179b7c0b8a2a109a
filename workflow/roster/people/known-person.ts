import * as z from "zod";
import { hasLeft, lotterySerial, toOneLine } from "../../../data/people/employee.ts";
import { type RosterItem, storedLeftAt } from "../../../data/people/roster-item.ts";

const text = z.string().optional().catch(undefined);

const knownPerson = z.object({
  employee_id: z.string(),
  /** Empty if the item has none. */
  employee_name: z.string().transform(toOneLine).catch(""),
  lottery_serial: lotterySerial.optional().catch(undefined),
  slack_user_id: text,
  email: text,
  left_at: storedLeftAt,
  /** The newest single change of the item. */
  change_id: text,
});

/** What is known about a person on the roster, whose item may be malformed. */
export type KnownPerson = z.output<typeof knownPerson>;

/** Parses an item of the roster. Every item has an id: it is the key. */
export function parseKnownPerson(item: RosterItem): KnownPerson {
  return knownPerson.parse(item);
}

/** Whether the person has left by `now`. */
export function hasKnownLeft({ left_at }: KnownPerson, now: Date): boolean {
  return hasLeft({ left_at }, now);
}
