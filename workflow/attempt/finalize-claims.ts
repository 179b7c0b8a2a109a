import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "../../data/dynamodb/requests-at-once.ts";
import type { DrawnRecord, DrawRecord, FailedRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { campaignOf } from "../../data/ledger/rules.ts";
import type { Claims } from "../../data/people/claims.ts";
import { log } from "../../data/runtime/log.ts";
import { LEASE_MARGIN_SECONDS } from "./leases.ts";
import { sumDraws } from "./sum-draws.ts";

function forEach(employeeIds: Iterable<string>, act: (employeeId: string) => Promise<unknown>) {
  return pMap(employeeIds, act, { concurrency: REQUESTS_AT_ONCE });
}

/** Releases the claims of an attempt on these people, of this round and of earlier ones. Wins stay. */
export async function releaseClaims(
  claims: Claims,
  { id, round }: { id: string; round: number },
  employeeIds: Iterable<string>,
): Promise<void> {
  await forEach(employeeIds, (employeeId) => claims.release(employeeId, id, round));
}

/** The newest decision of a draw. The ones before it are final: no attempt begins before that. */
function newestDecision({ draw_id, winners, drawn_at, revisions }: DrawnRecord) {
  const revision = revisions.at(-1);
  return revision
    ? { ...revision, id: revision.revision_id, decidedAt: revision.revised_at }
    : { id: draw_id, winners, voided: [], decidedAt: drawn_at };
}

export type FinalizeClaims = ReturnType<typeof createFinalizeClaims>;

/** Creates the function that finalizes or releases the claims of a draw that has ended. */
export function createFinalizeClaims({
  ledger,
  claims,
  now,
}: {
  ledger: Ledger;
  claims: Claims;
  now: () => Date;
}) {
  const releaseFailed = async (draw: FailedRecord) => {
    if (draw.claims_released) return draw;
    await releaseClaims(claims, { id: draw.draw_id, round: draw.claim_round }, draw.candidates);
    return ledger.pending.markClaimsReleased(draw);
  };

  const finalizeWins = async (draw: DrawnRecord) => {
    if (draw.claims_final) return draw;
    const { draw_id: drawId, draw_no: drawNo } = draw;
    const { id, winners, voided, decidedAt } = newestDecision(draw);
    const winnerIds = new Set(draw.winners.map(({ employee_id }) => employee_id));

    await forEach(voided, (employeeId) => claims.markVoid(employeeId, drawId));
    // The lease lasted at least that long after the decision, so no claim is deleted before.
    const mayBeGone = Date.parse(decidedAt) + LEASE_MARGIN_SECONDS * 1_000 <= now().getTime();
    const win = {
      drawId,
      drawNo,
      campaignNo: campaignOf(draw.rules),
      wonAt: decidedAt,
      claimedAs: id,
      mayBeGone,
    };
    await forEach(
      winners.map(({ employee_id }) => employee_id),
      async (employeeId) => {
        if (!(await claims.finalize(employeeId, win)))
          log("error", "win-not-final", { draw_no: drawNo, draw_id: drawId });
      },
    );
    await releaseClaims(claims, { id, round: draw.claim_round }, draw.candidates.difference(winnerIds));
    if (draw.revisions.at(-1)?.kind === "void") {
      const campaignNo = campaignOf(draw.rules);
      await ledger.campaigns.subtractVoid(campaignNo, drawNo, sumDraws([draw], campaignNo));
    }
    return ledger.pending.markClaimsFinal(draw);
  };

  /**
   * Finalizes the wins of a decided draw, or releases the claims of a failed one, and removes the draw from the pending
   * index if nothing else is left to do. A draw under way is left alone. Several runs may do this at the same time.
   */
  return async function finalizeClaims(draw: DrawRecord): Promise<void> {
    if (draw.status === "drawing") return;
    const finalized = await (draw.status === "drawn" ? finalizeWins(draw) : releaseFailed(draw));
    if (finalized) await ledger.pending.remove(finalized);
  };
}
