import * as z from "zod";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import { LONGEST_PRIZE } from "../../data/ledger/prizes.ts";
import { requestedRules } from "../../data/ledger/rules.ts";
import { oneLine } from "../../data/people/employee.ts";

/** The most winners of one draw: a state and a record can hold so many. */
export const MOST_WINNERS = 1_000;
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
  rules: requestedRules.optional(),
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
