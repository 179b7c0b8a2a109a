import type { Ledger } from "../../data/ledger/ledger.ts";
import { isRuledOut } from "../../data/ledger/sealing.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Roster } from "../../data/people/roster.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { outcomes, scopeOf, type VisitedPosition } from "../draw/eligibility.ts";
import { type Attempt, restOfOrder } from "./attempt.ts";
import type { DrawBody } from "./draw-body.ts";
import { releaseClaims } from "./finalize-claims.ts";
import { createJudgeClaim } from "./judge-claim.ts";
import type { VisitLog } from "./open-visit-log.ts";
import type { Recovery } from "./recovery.ts";
import { idsOf } from "./validation.ts";
import { visitPositions } from "./visit-positions.ts";

/** What the selection of winners uses. */
export interface SelectionDependencies {
  ledger: Ledger;
  claims: Claims;
  roster: Roster;
  visitLog: VisitLog;
  recovery: Recovery;
  now: () => Date;
}

/**
 * Creates the function that selects the missing winners of an attempt, further along its order. Candidates that are
 * claimed already are kept: a lost claim costs one rank, not the whole selection.
 */
export function createSelectWinners(deps: SelectionDependencies) {
  const { ledger, claims, visitLog } = deps;

  /**
   * Two attempts that each hold what the other needs must not wait for each other: the one of the later draw releases its
   * claims and tries again later.
   */
  const yieldClaims = async (attempt: Attempt) => {
    if (attempt.candidates.size > 0 && (await ledger.attempts.endRound(attempt)))
      await releaseClaims(claims, attempt, attempt.candidates);
  };

  const refuse = async (attempt: Attempt, positions: readonly VisitedPosition[]): Promise<never> => {
    const eligible = positions.filter(({ outcome }) => outcomes[outcome].canWin).length;
    const ruledOut = positions.filter(({ outcome }) => {
      const { sealedAs } = outcomes[outcome];
      return sealedAs !== undefined && isRuledOut(sealedAs);
    }).length;
    const facts = {
      asked: attempt.numOfWinners,
      eligible,
      roster: attempt.rosterSize,
      ...(ruledOut > 0 && { ruled_out: ruledOut }),
    };
    if (facts.eligible < facts.asked) {
      if (attempt.kind === "revision")
        throw new LotteryError("NoRunnerUp", `Nobody else can win draw ${attempt.drawNo}.`);
      throw new LotteryError(
        "NotEnoughEntrants",
        `${facts.asked} winners were asked for, but only ${facts.eligible} people can win.`,
        { facts },
      );
    }
    if (positions.some(({ outcome, draw_no = 0 }) => outcome === "held" && draw_no < attempt.drawNo))
      await yieldClaims(attempt);
    throw new LotteryError("EntrantsHeld", "Draws that are under way hold the missing people.", { facts });
  };

  /**
   * Returns the body with all winners selected. Throws `NotEnoughEntrants` or `NoRunnerUp` before anybody is claimed, and
   * `EntrantsHeld`, which is worth a retry; also `DuplicateSerial`, `InvalidItem` and `RosterChanged`.
   */
  return async function selectWinners(attempt: Attempt, body: DrawBody): Promise<DrawBody> {
    const judgeClaim = createJudgeClaim({ ...deps, scope: scopeOf(attempt.record.rules) });
    const visit = (position: number, count: number) =>
      visitPositions(
        { ...deps, rosterPages: ledger.rosterPages, judgeClaim },
        attempt,
        restOfOrder(attempt, position),
        count,
      );

    if (body.walked > attempt.startPosition) {
      const { chosen, positions } = await visit(
        body.walked,
        attempt.numOfWinners - body.winner_details.length,
      );
      const winners = [...body.winner_details, ...chosen];
      // A person who is selected twice has got another serial in the meantime.
      if (new Set(idsOf(winners)).size === attempt.numOfWinners)
        return {
          ...body,
          winner_details: winners,
          walked: body.walked + positions.length,
          pages: [...body.pages, ...(await visitLog.write(attempt.drawId, positions))],
        };
      // Earlier positions may be free again: visit the whole order once more before giving up.
    }
    const { chosen, positions } = await visit(attempt.startPosition, attempt.numOfWinners);
    if (chosen.length < attempt.numOfWinners) return refuse(attempt, positions);
    if (new Set(idsOf(chosen)).size < chosen.length)
      throw new Error(`The roster changed while draw ${attempt.drawNo} was reading it: select again.`);
    return {
      ...body,
      winner_details: chosen,
      walked: attempt.startPosition + positions.length,
      claimed: 0,
      claim_round: attempt.round,
      lost: [],
      pages: await visitLog.write(attempt.drawId, positions),
    };
  };
}
