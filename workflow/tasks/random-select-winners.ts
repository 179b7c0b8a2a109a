import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Roster } from "../../data/people/roster.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { failDrawOnFinalError, failRevisionOnFinalError } from "../attempt/fail-draw.ts";
import { createJudgeClaim } from "../attempt/judge-claim.ts";
import type { VisitLog } from "../attempt/open-visit-log.ts";
import { requireAlive } from "../attempt/require-alive.ts";
import { requireCarriable } from "../attempt/require-carriable.ts";
import { requireRevising } from "../attempt/require-revising.ts";
import { selectReplacement } from "../attempt/select-replacement.ts";
import { selectWinners } from "../attempt/select-winners.ts";
import type { SettleDraw } from "../attempt/settle-draw.ts";
import { idsOf } from "../attempt/validation.ts";
import { outcomes, type VisitedPosition } from "../draw/eligibility.ts";
import type { Stretch } from "../draw/order-stretch.ts";
import { type DrawBody, drawBody, parseEvent } from "./events.ts";

/**
 * The second task: goes down the walk for the winners still missing. Those found before are kept, so a claim that was
 * lost costs its gap and not the whole selection. Throws `NotEnoughEntrants` (before anybody is claimed for this pass)
 * and `EntrantsHeld`, which is worth a retry; also `UnknownDraw`, `DrawFailed`, `LeaseExpired`, and what the roster's
 * items may be at fault for.
 */
export function createRandomSelectWinners(deps: {
  ledger: Ledger;
  claims: Claims;
  roster: Roster;
  trail: VisitLog;
  settleDraw: SettleDraw;
  now: () => Date;
}) {
  const { ledger, trail, settleDraw, now } = deps;

  /**
   * Two draws that each hold what the other needs must not wait for each other: the one with the higher number lets
   * everybody go and comes back later.
   */
  const giveWay = async (draw: DrawRecord) => {
    if (await ledger.attempts.endRound(draw)) await settleDraw.letGo(draw, draw.candidates);
  };

  const refuse = async (draw: DrawRecord, positions: readonly VisitedPosition[]): Promise<never> => {
    const eligible = positions.filter(({ outcome }) => outcomes[outcome].canWin).length;
    const facts = { asked: draw.num_of_winners, eligible, roster: draw.roster_size };
    if (facts.eligible < facts.asked)
      throw new LotteryError(
        "NotEnoughEntrants",
        `${facts.asked} winners were asked for, but only ${facts.eligible} people can still win.`,
        { facts },
      );
    if (positions.some(({ outcome, draw_no = 0 }) => outcome === "held" && draw_no < draw.draw_no))
      await giveWay(draw);
    throw new LotteryError("EntrantsHeld", "The people still missing are held by draws that are under way.", {
      facts,
    });
  };

  const select = async (draw: DrawRecord, body: DrawBody): Promise<DrawBody> => {
    const judgeClaim = createJudgeClaim({ ledger, settleDraw, now });
    const pick = (from: number, count: number) => {
      const stretch = { from, length: draw.roster_size - from };
      return selectWinners({ ...deps, judgeClaim }, { draw, claimant: draw.draw_id }, stretch, count);
    };
    const missing = draw.num_of_winners - body.winner_details.length;

    if (body.walked > 0) {
      const { chosen, positions } = await pick(body.walked, missing);
      const winners = [...body.winner_details, ...chosen];
      // A person who is found again has another serial by now.
      if (new Set(idsOf(winners)).size === draw.num_of_winners)
        return {
          ...body,
          winner_details: winners,
          walked: body.walked + positions.length,
          pages: [...body.pages, ...(await trail.write(draw.draw_id, positions))],
        };
      // People further up may have become free again since: look at the whole walk once more before giving up.
    }
    const { chosen, positions } = await pick(0, draw.num_of_winners);
    if (chosen.length < draw.num_of_winners) return refuse(draw, positions);
    if (new Set(idsOf(chosen)).size < chosen.length)
      throw new Error(`The roster changed while draw ${draw.draw_no} was reading it: select again.`);
    return {
      ...body,
      winner_details: chosen,
      walked: positions.length,
      claimed: 0,
      claim_round: draw.claim_round,
      lost: [],
      pages: await trail.write(draw.draw_id, positions),
    };
  };

  const selectForRevision = async (
    draw: DrawRecord,
    body: DrawBody,
    revisionId: string,
  ): Promise<DrawBody> => {
    const state = requireRevising(draw, revisionId, now());
    if (state.decided) return body;
    const judgeClaim = createJudgeClaim({ ledger, settleDraw, now });
    const pick = (stretch: Stretch, count: number) =>
      selectWinners({ ...deps, judgeClaim }, { draw: state.draw, claimant: revisionId }, stretch, count);
    return await selectReplacement({ ...state, body }, pick, trail);
  };

  return async (event: unknown): Promise<{ body: DrawBody }> => {
    const body = parseEvent(drawBody, event);
    const draw = await ledger.readOwn(body.draw_no, body.draw_id);
    const { revision_id } = body;
    if (revision_id !== undefined)
      return failRevisionOnFinalError(settleDraw, draw, revision_id, async () => ({
        body: await selectForRevision(draw, body, revision_id),
      }));
    return failDrawOnFinalError(settleDraw, draw, async (current) => {
      const alive = requireAlive(current, now());
      if (alive.status === "drawn")
        return { body: { ...body, winner_details: alive.winners, walked: alive.walked } };
      return { body: requireCarriable(await select(alive, body)) };
    });
  };
}
