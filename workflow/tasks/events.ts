import * as z from "zod";
import type { AttemptIdentity } from "../../data/ledger/attempts.ts";
import { drawNumber, executionName, lostEntrant, pageKey, winner } from "../../data/ledger/draw-record.ts";
import { oneLine } from "../../data/people/employee.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";

/** The most winners of one draw: a state and a record can hold so many. */
export const MOST_WINNERS = 1_000;
export const LONGEST_PRIZE = 150;
export const LONGEST_REASON = 150;

/** A request for a draw: the input of the state machine, from Slack, the console or the CLI. */
export const drawRequest = z.object({
  /** The number of winners. */
  input: z.int().min(1),
  /** The fire drill: fail on purpose. */
  exception: z.boolean().optional(),
  prize: oneLine
    .pipe(z.string().max(LONGEST_PRIZE))
    .transform((prize) => prize || undefined)
    .optional(),
  /** Slack ids of the person who asked, and of the channel. */
  requested_by: z
    .string()
    .regex(/^[UW][A-Z0-9]+$/)
    .optional(),
  channel_id: z
    .string()
    .regex(/^[CDG][A-Z0-9]+$/)
    .optional(),
});

export type DrawRequestInput = z.input<typeof drawRequest>;

/** A request to redraw a win or to void a draw. */
export const revisionRequest = z.object({
  revise: z.object({
    kind: z.enum(["redraw", "void"]),
    draw_no: drawNumber,
    /** Whose win is redrawn. */
    employee_id: z.string().optional(),
    reason: oneLine.pipe(z.string().max(LONGEST_REASON)).optional(),
  }),
  ...drawRequest.pick({ requested_by: true, channel_id: true }).shape,
});

export type RevisionRequest = z.output<typeof revisionRequest>;
export type RevisionRequestInput = z.input<typeof revisionRequest>;

/** The first task's event: the request as the state machine wraps it. */
export const wrappedRequest = z.object({
  execution: executionName,
  started_at: z.iso.datetime({ offset: true }),
  request: z.unknown(),
});

/** The body that the states pass on. The first task sets the first half; selection and validation set the rest. */
export const drawBody = z.object({
  /** 0 for a void. */
  num_of_winners: z.int().min(0).max(MOST_WINNERS),
  /** The execution's name, if it is a redraw or a void of a decided draw. */
  revision_id: executionName.optional(),
  draw_id: z.string().min(1),
  draw_no: drawNumber,
  /** The winners selected so far, in draw order. */
  winner_details: z.array(winner).default([]),
  /** The visited count: positions of the order that this attempt and earlier ones visited. */
  walked: z.int().min(0).default(0),
  /** How many of the winners, from the first on, are claimed, and in which round of claims. */
  claimed: z.int().min(0).default(0),
  claim_round: z.int().min(0).default(0),
  lost: z.array(lostEntrant).default([]),
  pages: z.array(pageKey).default([]),
});

export type DrawBody = z.output<typeof drawBody>;

/** The attempt that a body belongs to: a redraw or a void, or else the draw's own. */
export function attemptOf({ revision_id, draw_id, draw_no }: DrawBody): AttemptIdentity {
  return { id: revision_id ?? draw_id, drawNo: draw_no, drawId: draw_id };
}

/** Parses a task's event: a body, bare or as the result of the task before. Throws `InvalidInput`. */
export function parseEvent<Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> {
  const carried = safeParse(z.object({ body: z.looseObject({}) }), event);
  const result = safeParse(schema, carried.success ? carried.data.body : event);
  if (result.success) return result.data;
  throw new LotteryError("InvalidInput", `The event is malformed: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  });
}
