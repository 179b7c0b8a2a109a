import * as z from "zod";
import { createLabelKey } from "../runtime/label-key.ts";

/** The longest text of a prize. */
export const LONGEST_PRIZE = 150;

/** The most prizes of a campaign. */
export const MOST_PRIZES = 100;

/** A prize of a campaign. Its id stays the same if it is renamed. */
export const prize = z.object({
  prize_id: z.string().min(1).max(40),
  name: z.string().min(1).max(LONGEST_PRIZE),
  /** How many winners get one. */
  quantity: z.int().min(1).max(1_000),
  /** What it is worth, in the organizer's words. */
  value: z.string().min(1).max(100).optional(),
});

export type Prize = z.output<typeof prize>;

/** Finds the prize with this name, in any spelling. */
export function findPrize(prizes: readonly Prize[], name: string | undefined): Prize | undefined {
  if (name === undefined) return undefined;
  const key = createLabelKey(name);
  return prizes.find((each) => createLabelKey(each.name) === key);
}
