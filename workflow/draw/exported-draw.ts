import * as z from "zod";
import { digest } from "../../data/ledger/digest.ts";
import { drawNumber, salt } from "../../data/ledger/draw-record.ts";
import { drawRules } from "../../data/ledger/rules.ts";
import { beacon, seal } from "../../data/ledger/sealing.ts";
import { lotterySerial } from "../../data/people/employee.ts";
import { visitedPosition } from "./eligibility.ts";

// All objects are strict: a field that no receipt covers would look as if it were verified.

/** A position with the salt of its person. Salt, id and name are absent if they were erased. */
const exportedPosition = visitedPosition
  .safeExtend({ salt: salt.optional() })
  .refine(({ salt, employee_id }) => (salt === undefined) === (employee_id === undefined), {
    path: ["salt"],
    error: "is missing, or there is no id",
  });

const attemptResult = z.strictObject({
  positions: z.array(exportedPosition),
  lost: z.array(
    z.strictObject({ lottery_serial: lotterySerial, person: digest, draw_no: drawNumber.optional() }),
  ),
  winners: z.array(z.strictObject({ lottery_serial: lotterySerial, person: digest })),
  receipt: digest,
});

export type ExportedPosition = z.output<typeof exportedPosition>;
export type ExportedResult = z.output<typeof attemptResult>;

const exportedRevision = attemptResult.extend({
  kind: z.enum(["redraw", "void"]),
  requested_by: z.string().optional(),
  reason_digest: digest.optional(),
  /** The reason and its salt are absent if they were erased. */
  reason_salt: salt.optional(),
  reason: z.string().optional(),
  revised_at: z.string(),
  /** Digests of the people whose wins are cancelled. */
  voided: z.array(digest).min(1),
});

/** What decided and failed draws have in common. */
const commonFacts = z.strictObject({
  draw_no: drawNumber,
  draw_id: z.string(),
  prize: z.string().optional(),
  rules: drawRules,
  beacon,
  seals: z.array(z.strictObject(seal.shape)),
  link_no: z.int().min(0),
  link: digest,
  num_of_winners: z.int().min(1),
});

/**
 * A decided draw with everything that is needed to verify it without a table: what `npm run export` writes, and what
 * `npm run verify` and docs/verify.html read. `winners` are the original winners; each revision has its own.
 */
export const exportedDraw = z.strictObject({
  format: z.literal("lottery-draw-v1"),
  ...commonFacts.shape,
  secret: digest.optional(),
  chain: digest.optional(),
  signature: z
    .string()
    .regex(/^[0-9a-f]{96}$/)
    .optional(),
  roster_digest: digest.optional(),
  /** Proves the entries of all visited serials. */
  roster_proof: z.array(digest).optional(),
  seed: digest,
  roster_size: z
    .int()
    .min(1)
    .max(2 ** 40),
  drawn_at: z.string(),
  ...attemptResult.shape,
  revisions: z.array(exportedRevision),
});

export type ExportedDraw = z.output<typeof exportedDraw>;

/** A failed draw: its number, its seals and its error. */
export const exportedFailure = z.strictObject({
  format: z.literal("lottery-failure-v1"),
  ...commonFacts.shape,
  error: z.string(),
  failed_at: z.string(),
});

export type ExportedFailure = z.output<typeof exportedFailure>;

const endedDraw = z.discriminatedUnion("format", [exportedDraw, exportedFailure]);

/** A draw that has ended, decided or failed. */
export type EndedDraw = z.output<typeof endedDraw>;

function areInOrder(draws: readonly { draw_no: number }[]): boolean {
  return draws.every(({ draw_no }, i) => draw_no > (draws[i - 1]?.draw_no ?? 0));
}

/** All draws of a ledger that have ended, in the order of their numbers: what `npm run export -- --all` writes. */
export const exportedLedger = z.strictObject({
  format: z.literal("lottery-ledger-v1"),
  draws: z.array(endedDraw).refine(areInOrder, "are not in the order of their numbers"),
});

/** What `npm run verify` reads. */
export const exportedRecord = z.discriminatedUnion("format", [exportedDraw, exportedFailure, exportedLedger]);
