import type { DrawingRecord, DrawnRecord, DrawRecord, Winner } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Revisions } from "../../data/ledger/revisions.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { claimWinners } from "../attempt/claim-winners.ts";
import { failDrawOnFinalError, failRevisionOnFinalError } from "../attempt/fail-draw.ts";
import { createJudgeClaim } from "../attempt/judge-claim.ts";
import type { VisitLog } from "../attempt/open-visit-log.ts";
import { leaseBeyond, requireAlive } from "../attempt/require-alive.ts";
import type { SettleDraw } from "../attempt/settle-draw.ts";
import { createValidateRevision } from "../attempt/validate-revision.ts";
import { idsOf, selectAgain, type Validation } from "../attempt/validation.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import type { VisitedPosition } from "../draw/eligibility.ts";
import { computeReceipt } from "../draw/receipt.ts";
import { formatNotice } from "../notice/format-notice.ts";
import { type DrawBody, drawBody, parseEvent } from "./events.ts";

/**
 * The third task: takes hold of the winners and, once all are held, decides the draw by one conditional write. `status`
 * 0 means decided; 1 means that somebody was lost to another draw, and that the gap is to be filled.
 */
export function createValidateWinners(deps: {
  ledger: Ledger;
  revisions: Revisions;
  claims: Claims;
  trail: VisitLog;
  settleDraw: SettleDraw;
  locale: Locale;
  now: () => Date;
}) {
  const { ledger, claims, trail, settleDraw, locale, now } = deps;
  const validateRevision = createValidateRevision(deps);

  const answerDecided = (body: DrawBody, draw: DrawnRecord): Validation => ({
    body: {
      ...body,
      num_of_winners: draw.num_of_winners,
      winner_details: currentWinners(draw.winners),
      walked: draw.walked,
      lost: [],
      pages: [],
    },
    status: 0,
    ...formatNotice(draw, locale),
  });

  const decide = (
    draw: DrawingRecord,
    { winner_details: winners, lost, walked, pages }: DrawBody,
    positions: readonly VisitedPosition[],
  ) => {
    const drawn_at = now().toISOString();
    return ledger.attempts.decide(draw, {
      winners,
      lost,
      walked,
      pages,
      receipt: computeReceipt({ ...draw, drawn_at }, { positions, lost, winners }),
      drawnAt: drawn_at,
      leaseBeyond: leaseBeyond(now()),
    });
  };

  const validate = async (draw: DrawingRecord, body: DrawBody): Promise<Validation> => {
    const people = body.winner_details;
    const claimed = body.claim_round === draw.claim_round ? body.claimed : 0;
    const unclaimed = people.slice(claimed);
    const isComplete = people.length === draw.num_of_winners;
    // The receipt needs the visit log: it is read before anybody is claimed, while the candidates are written.
    const [isOpen, positions] = await Promise.all([
      unclaimed.length === 0 || ledger.attempts.addCandidates(draw, idsOf(unclaimed)),
      isComplete ? trail.read(draw.draw_id, body.pages) : [],
    ]);
    let decided: DrawRecord | undefined;
    let again: Validation | undefined;
    if (isOpen) {
      const claimant = {
        drawId: draw.draw_id,
        drawNo: draw.draw_no,
        round: draw.claim_round,
        expiresAt: draw.lease_expires_at,
      };
      const judgeClaim = createJudgeClaim({ ledger, settleDraw, now });
      const lost = await claimWinners({ claims, judgeClaim, now }, claimant, unclaimed);
      if (lost.length === 0 && isComplete) decided = await decide(draw, body, positions);
      else again = selectAgain(body, lost, draw.claim_round);
    }
    const record = decided ?? (await ledger.readOwn(draw.draw_no, draw.draw_id));
    if (again && record.status === "drawing") return again;
    if (!decided && record.status !== "drawing") await letGoOfLosers(record, people);
    if (record.status === "drawn") return answerDecided(body, record);
    requireAlive(record, now());
    throw new Error(`Draw ${draw.draw_no} moved on while it was being decided: validate it again.`);
  };

  /** Where another run of this task was faster, or the draw has failed, the claims just made are nobody's to keep. */
  const letGoOfLosers = async (record: DrawRecord, claimed: readonly Winner[]) => {
    const winners = new Set(record.status === "drawn" ? idsOf(record.winners) : []);
    await settleDraw.letGo(record, new Set(idsOf(claimed)).difference(winners));
  };

  const checkWinners = ({ winner_details, walked }: DrawBody, draw: DrawRecord) => {
    const ids = new Set(idsOf(winner_details));
    if (ids.size < winner_details.length || winner_details.length > draw.num_of_winners)
      throw new LotteryError(
        "InvalidInput",
        "The winners to validate are too many, or one of them is there twice.",
      );
    if (walked < winner_details.length)
      throw new LotteryError("InvalidInput", "There are more winners than positions that were visited.");
  };

  return async (event: unknown): Promise<Validation> => {
    const body = parseEvent(drawBody, event);
    const draw = await ledger.readOwn(body.draw_no, body.draw_id);
    const { revision_id } = body;
    if (revision_id !== undefined)
      return failRevisionOnFinalError(settleDraw, draw, revision_id, () =>
        validateRevision(draw, body, revision_id),
      );
    return failDrawOnFinalError(settleDraw, draw, async (current) => {
      const alive = requireAlive(current, now());
      if (alive.status === "drawn") return answerDecided(body, alive);
      checkWinners(body, alive);
      return await validate(alive, body);
    });
  };
}
