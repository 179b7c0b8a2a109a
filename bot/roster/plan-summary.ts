import * as z from "zod";
import { guessedEncoding } from "../../workflow/roster/file/decode-text.ts";

/** So many people are named for each kind of change. */
export const MOST_EXAMPLES = 6;

const change = z.object({
  attribute: z.string(),
  /** Undefined if the person does not have it. */
  before: z.string().optional(),
  after: z.string().optional(),
});

const example = z.object({
  employee_id: z.string(),
  name: z.string(),
  changes: z.array(change).default([]),
});

export type PlanExample = z.output<typeof example>;

/** How many people a plan concerns, and some of them. */
const people = z.object({ count: z.int().min(0), examples: z.array(example) });

/** What the kinds of people of a plan are called, in the order in which a plan lists them. */
export const PLANNED = ["added", "changed", "returning", "left"] as const;

/** What a plan says to the person who has asked for it. It is stored, because a later step sends it. */
export const planSummary = z.object({
  added: people,
  changed: people,
  returning: people,
  left: people,
  /** They are on the roster, not in the source, and stay as they are. */
  missing: people,
  /** Whether somebody has decided that they stay. */
  is_missing_decided: z.boolean(),
  unchanged: z.int().min(0),
  conflicts: z.int().min(0),
  /** Whether answers contradict each other, so that they are asked again. */
  is_contradictory: z.boolean(),
  /** Whether answers are asked again, because an import that stops and is repeated could end otherwise with them. */
  is_unrepeatable: z.boolean(),
  /** The headings of columns that are not read. */
  ignored: z.array(z.string()),
  /** They are in rows that the sheet does not show. */
  hidden: people.optional(),
  /** The encoding in which a file was read, with texts that show whether it is right. */
  guess: z.object({ encoding: guessedEncoding, examples: z.array(z.string()).min(1) }).optional(),
  /** How many accounts a sync does not take, by their kind. */
  left_out: z.partialRecord(z.enum(["guest", "external", "bot", "deactivated", "missing"]), z.int()),
});

export type PlanSummary = z.output<typeof planSummary>;
