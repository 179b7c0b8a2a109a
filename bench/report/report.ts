import { z } from "zod";

/** A figure in the unit of its column, a text, or null. */
const cell = z.union([z.number(), z.string(), z.null()]);

const column = z.strictObject({ name: z.string(), unit: z.string().optional() });

const table = z.strictObject({
  /** Says what was measured, and in how many runs. */
  title: z.string(),
  columns: z.array(column),
  rows: z.array(z.array(cell)),
});

/** A figure with an upper or a lower bound. */
const goal = z.strictObject({
  goal: z.string(),
  reached: z.number(),
  unit: z.string(),
  atMost: z.number().optional(),
  atLeast: z.number().optional(),
});

/** The report of one benchmark: tables by name, and goals. */
export const report = z.strictObject({ tables: z.record(z.string(), table), goals: z.array(goal) });

export type Table = z.output<typeof table>;
export type Goal = z.output<typeof goal>;
export type Report = z.output<typeof report>;

/** Whether a goal is met. */
export function isMet({ reached, atMost = Number.POSITIVE_INFINITY, atLeast = 0 }: Goal): boolean {
  return reached <= atMost && reached >= atLeast;
}
