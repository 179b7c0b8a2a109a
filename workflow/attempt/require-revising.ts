import type { DrawnRecord, DrawRecord, Revising, Revision } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { leaseBeyond } from "./require-alive.ts";

export type RevisionState =
  | { draw: DrawnRecord; decided: Revision; revising?: undefined }
  | { draw: DrawnRecord; revising: Revising; decided?: undefined };

/**
 * A revision that may still be worked on, or that is decided. Throws `DrawNotDecided` for a draw that has no winners,
 * `RevisionEnded` for a revision that was given up, and `LeaseExpired`.
 */
export function requireRevising(draw: DrawRecord, revisionId: string, now: Date): RevisionState {
  if (draw.status !== "drawn")
    throw new LotteryError("DrawNotDecided", `Draw ${draw.draw_no} is not decided: it has no winners.`);
  const decided = draw.revisions.find(({ revision_id }) => revision_id === revisionId);
  if (decided) return { draw, decided };
  const { revising } = draw;
  if (revising?.revision_id !== revisionId)
    throw new LotteryError("RevisionEnded", `This revision of draw ${draw.draw_no} was given up already.`);
  if (revising.lease_expires_at <= leaseBeyond(now))
    throw new LotteryError("LeaseExpired", `This revision of draw ${draw.draw_no} came too late.`);
  return { draw, revising };
}
