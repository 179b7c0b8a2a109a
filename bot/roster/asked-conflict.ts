import * as z from "zod";

/** So many conflicts are asked about at a time: a form has at most 100 blocks. */
export const MOST_ASKED = 45;

const party = z.object({
  employee_id: z.string(),
  employee_name: z.string(),
  email: z.string().optional(),
  slack_user_id: z.string().optional(),
  department: z.string().optional(),
  line: z.int().optional(),
});

/** What two people in a conflict can be: one person with the id of the first or the second, or two people. */
export const resolution = z.enum(["existing", "new", "both"]);

export type Answer = z.output<typeof resolution>;

/** A conflict of a plan as it is stored: somebody on the roster or an earlier row, and a row, who may be one person. */
export const askedConflict = z.object({
  key: z.string(),
  kind: z.enum(["spelling", "leading-zeros", "slack-account", "email", "twice-in-file"]),
  existing: party,
  row: party,
  options: z.array(resolution).min(1),
});

export type AskedConflict = z.output<typeof askedConflict>;

/** An answer about one conflict. */
export const givenAnswer = z.object({ key: z.string().max(100), answer: resolution });
