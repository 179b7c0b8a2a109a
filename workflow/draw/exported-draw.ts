import * as z from "zod";
import { drawNumber, lostEntrant, winner } from "../../data/ledger/draw-record.ts";
import { visitedPosition } from "./eligibility.ts";

// All objects are strict: a field that no receipt covers would look as if it were verified.

const receipt = z.string().regex(/^[0-9a-f]{64}$/);

/** In an export an id is not a key of a table, so it may be of any length. */
const anyId = { employee_id: z.string().min(1) };

const attemptResult = z.strictObject({
  positions: z.array(visitedPosition),
  lost: z.array(lostEntrant.extend(anyId).strict()),
  winners: z.array(winner.omit({ slack_user_id: true }).extend(anyId).strict()),
  receipt,
});

/**
 * A decided draw with everything that is needed to verify it without a table: what `npm run export` writes, and what
 * `npm run verify` and docs/verify.html read. `winners` are the original winners; each revision has its own.
 */
export const exportedDraw = z.strictObject({
  format: z.literal("lottery-draw-v1"),
  draw_no: drawNumber,
  draw_id: z.string(),
  prize: z.string().optional(),
  seed: z.string().regex(/^[0-9a-f]{64}$/),
  roster_size: z
    .int()
    .min(1)
    .max(2 ** 40),
  num_of_winners: z.int().min(1),
  drawn_at: z.string(),
  ...attemptResult.shape,
  revisions: z.array(
    attemptResult.extend({
      kind: z.enum(["redraw", "void"]),
      requested_by: z.string().optional(),
      reason: z.string().optional(),
      revised_at: z.string(),
      voided: z.array(z.string()).min(1),
    }),
  ),
});

export type ExportedDraw = z.output<typeof exportedDraw>;
