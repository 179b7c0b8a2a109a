import { z } from "zod";

/** What stands in a cell: a figure (in its column's unit), a word, or nothing where there is none. */
const cell = z.union([z.number(), z.string(), z.null()]);

const column = z.strictObject({ name: z.string(), unit: z.string().optional() });

const table = z.strictObject({
  /** What the figures are, and over how many runs. */
  title: z.string(),
  columns: z.array(column),
  rows: z.array(z.array(cell)),
});

/** A figure that is to be at most, or at least, so much. */
const goal = z.strictObject({
  goal: z.string(),
  reached: z.number(),
  unit: z.string(),
  atMost: z.number().optional(),
  atLeast: z.number().optional(),
});

/** What one benchmark measures: tables by their names, and how it stands with the goals. */
export const report = z.strictObject({ tables: z.record(z.string(), table), goals: z.array(goal) });

export type Table = z.output<typeof table>;
export type Goal = z.output<typeof goal>;
export type Report = z.output<typeof report>;

/** Whether a goal is met. */
export function isMet({ reached, atMost = Number.POSITIVE_INFINITY, atLeast = 0 }: Goal): boolean {
  return reached <= atMost && reached >= atLeast;
}
