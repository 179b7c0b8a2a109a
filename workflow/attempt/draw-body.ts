import * as z from "zod";
import type { AttemptIdentity } from "../../data/ledger/attempts.ts";
import { drawNumber, executionName, lostEntrant, pageKey, winner } from "../../data/ledger/draw-record.ts";
import { MOST_WINNERS } from "./requests.ts";

/** The body that the states pass on. The first task sets the first half; selection and validation set the rest. */
export const drawBody = z.object({
  /** 0 for a void. */
  num_of_winners: z.int().min(0).max(MOST_WINNERS),
  /** The execution's name, if it is a redraw or a void of a decided draw. */
  revision_id: executionName.optional(),
  draw_id: z.string().min(1),
  draw_no: drawNumber,
  /** Whether the draw waits for a beacon before it selects. */
  sealed: z.boolean().default(false),
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
