import * as z from "zod";
import { employee, hasLeft, lotterySerial } from "./employee.ts";

/** An item on the roster. Any program may have written it, so it may be malformed. */
export const rosterItem = z.looseObject({ employee_id: z.string() });

export type RosterItem = Readonly<z.output<typeof rosterItem>>;

/** What an attribute was when the change was planned. Of a value that cannot be compared exactly, only that it was there. */
const seenAttribute = z.union([
  z.strictObject({ is: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
  z.strictObject({ is_there: z.boolean() }),
]);

type SeenAttribute = z.output<typeof seenAttribute>;

/** A change of one employee's item, and what it replaces. */
export const employeeChange = z.object({
  employee_id: z.string(),
  is_new: z.boolean(),
  set: z.record(z.string(), z.union([z.string(), z.number()])),
  remove: z.array(z.string()),
  /** The attributes that it sets or removes, as they were seen. */
  seen: z.record(z.string(), seenAttribute),
  /** Whether it is made before all others: the next plan would not know any more why this person leaves. */
  is_first: z.boolean(),
});

export type EmployeeChange = z.output<typeof employeeChange>;

/** Describes a stored value for `seen`. */
export function describeSeen(value: unknown): SeenAttribute {
  if (value === undefined) return { is_there: false };
  const isExact =
    typeof value === "string" ||
    typeof value === "boolean" ||
    value === null ||
    // A number that was stored with more digits than JavaScript has would never be equal to itself again.
    Number.isSafeInteger(value);
  const { data } = isExact ? seenAttribute.safeParse({ is: value }) : {};
  return data ?? { is_there: true };
}

/** The date of departure of an item, which may be malformed. Then the employee counts as left. */
export const storedLeftAt = employee.shape.left_at.catch("unknown");

/** Whether the employee has left at `now`. */
export function hasItemLeft({ left_at }: RosterItem, now: Date): boolean {
  // Most people have none, and a schema for each of 100,000 people would take too long.
  if (left_at === undefined) return false;
  return hasLeft({ left_at: storedLeftAt.parse(left_at) }, now);
}

/** How many people are on the roster, and how many of them have left. */
export function countRoster(items: readonly RosterItem[], now: Date): { employees: number; left: number } {
  return { employees: items.length, left: items.filter((item) => hasItemLeft(item, now)).length };
}

/** Returns the items as they are after the changes. */
export function applyToItems(items: readonly RosterItem[], changes: readonly EmployeeChange[]): RosterItem[] {
  const after = new Map(items.map((item) => [item.employee_id, item]));
  for (const { employee_id, set, remove } of changes) {
    const changed: Record<string, unknown> = { ...after.get(employee_id), ...set };
    for (const name of remove) delete changed[name];
    after.set(employee_id, { ...changed, employee_id });
  }
  return [...after.values()];
}

/** The serials of the roster: the holder of each one, and the ids of all holders. Of several people, the first has it. */
export function readSerials(items: readonly RosterItem[]) {
  const holderOf = new Map<number, string>();
  for (const { employee_id, lottery_serial } of items) {
    const serial = lotterySerial.safeParse(lottery_serial);
    if (serial.success && !holderOf.has(serial.data)) holderOf.set(serial.data, employee_id);
  }
  return { holderOf, holders: new Set(holderOf.values()) };
}

/**
 * Yields the serials that nobody has, from the lowest, so that serials stay dense. Only who holds the lock of the roster may
 * give them to people.
 */
export function* freeSerials(holderOf: ReadonlyMap<number, string>): Generator<number, never> {
  for (let serial = 1; ; serial++) if (!holderOf.has(serial)) yield serial;
}
