import type { DrawnRecord, DrawRecord, Revising, Revision } from "../../data/ledger/draw-record.ts";
import type { Revisions } from "../../data/ledger/revisions.ts";
import { applyRevision } from "../draw/apply-revision.ts";
import { computeRevisionReceipt } from "../draw/receipt.ts";
import type { DrawBody } from "../tasks/events.ts";
import type { VisitLog } from "./open-visit-log.ts";
import { leaseBeyond } from "./require-alive.ts";

/**
 * Decides a revision whose winners are all held. Answers the draw's record as it then stands; undefined if it was decided
 * before, or has been given up.
 */
export async function decideRevision(
  { draw, revising, body }: { draw: DrawnRecord; revising: Revising; body: DrawBody },
  { revisions, trail, now }: { revisions: Revisions; trail: VisitLog; now: () => Date },
): Promise<DrawRecord | undefined> {
  const { lease_expires_at: _, ...request } = revising;
  const revised_at = now().toISOString();
  const winners = body.winner_details;
  const outcome = { positions: await trail.read(revising.revision_id, body.pages), lost: body.lost, winners };
  const previous = draw.revisions.at(-1)?.receipt ?? draw.receipt;
  const revision: Revision = {
    ...request,
    revised_at,
    walked_from: body.walked_from,
    winners,
    lost: body.lost,
    pages: body.pages,
    receipt: computeRevisionReceipt(previous, { ...request, revised_at }, outcome),
  };
  const number = draw.revisions.length + 1;
  return revisions.decide(draw, revision, {
    winners: applyRevision(draw.winners, { ...revision, number }, winners),
    walked: body.walked,
    leaseBeyond: leaseBeyond(now()),
  });
}
