import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Claims } from "../../data/people/claims.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { scopeOf } from "../draw/eligibility.ts";
import type { NoticeTexts } from "../notice/locales/texts.ts";
import { type Attempt, readAttempt } from "./attempt.ts";
import { claimWinners } from "./claim-winners.ts";
import { decideAttempt } from "./decide-attempt.ts";
import type { DrawBody } from "./draw-body.ts";
import { releaseClaims } from "./finalize-claims.ts";
import { createJudgeClaim } from "./judge-claim.ts";
import type { VisitLog } from "./open-visit-log.ts";
import type { Recovery } from "./recovery.ts";
import { formatDecided, idsOf, selectAgain, type Validation } from "./validation.ts";

/** What the validation of an attempt uses. */
export interface ValidationDependencies {
  ledger: Ledger;
  claims: Claims;
  visitLog: VisitLog;
  recovery: Recovery;
  /** For the notice. */
  texts: NoticeTexts;
  now: () => Date;
}

/** Creates the function that claims the selected winners of an attempt and, once all are claimed, decides it. */
export function createValidateAttempt(deps: ValidationDependencies) {
  const { ledger, claims, visitLog, texts, now } = deps;

  /** After another run has decided the attempt, or it has failed, releases the new claims on people who are not its winners. */
  const releaseLosers = async (
    attempt: Attempt,
    record: DrawRecord,
    { winner_details: people }: DrawBody,
  ) => {
    const winners = new Set(record.status === "drawn" ? idsOf(currentWinners(record.winners)) : []);
    await releaseClaims(
      claims,
      { id: attempt.id, round: record.claim_round },
      new Set(idsOf(people)).difference(winners),
    );
  };

  /** Returns the result; `status` 1 if candidates were lost to other draws. Throws what `readAttempt` throws. */
  return async function validateAttempt(attempt: Attempt, body: DrawBody): Promise<Validation> {
    const { id, drawNo, drawId, round, leaseExpiresAt: expiresAt } = attempt;
    const unclaimed = body.winner_details.slice(body.claim_round === round ? body.claimed : 0);
    const isComplete = body.winner_details.length === attempt.numOfWinners;
    // The receipt needs the visit log. It is read before anybody is claimed, while the candidates are stored.
    const [isOpen, positions] = await Promise.all([
      unclaimed.length === 0 || ledger.attempts.addCandidates(attempt, idsOf(unclaimed)),
      isComplete ? visitLog.read(drawId, body.pages) : [],
    ]);
    let again: Validation | undefined;
    let decided: DrawRecord | undefined;
    if (isOpen) {
      const scope = scopeOf(attempt.record.rules);
      const judgeClaim = createJudgeClaim({ ...deps, scope });
      const claimant = { drawId: id, drawNo, campaignNo: scope.campaignNo, round, expiresAt };
      const lost = await claimWinners({ claims, judgeClaim, now }, claimant, unclaimed);
      if (lost.length === 0 && isComplete)
        decided = await decideAttempt(ledger, attempt, { body, positions }, now());
      else again = selectAgain(body, lost, round);
    }
    const record = decided ?? (await ledger.readOwn(drawNo, drawId));
    const isUnderWay = record.attempt_id === id;
    if (again && isUnderWay) return again;
    if (!decided && !isUnderWay) await releaseLosers(attempt, record, body);
    const state = readAttempt(record, id, now());
    if (state.decided) return formatDecided(body, state.decided, texts);
    throw new Error(`Draw ${drawNo} changed while it was being decided: validate it again.`);
  };
}
