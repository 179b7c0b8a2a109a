import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { findPrize } from "../../data/ledger/prizes.ts";
import type { DrawRules } from "../../data/ledger/rules.ts";
import type { RosterSurvey } from "../../data/people/roster.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { firstAttempt } from "../attempt/attempt.ts";
import type { ExtendHistory } from "../attempt/extend-history.ts";
import { failOnFinalError } from "../attempt/fail-attempt.ts";
import { fixRules } from "../attempt/fix-rules.ts";
import { leaseFrom } from "../attempt/leases.ts";
import { logDrawRequest, logRevisionRequest } from "../attempt/log-request.ts";
import type { OpenRevision } from "../attempt/open-revision.ts";
import type { PrepareSealing } from "../attempt/prepare-sealing.ts";
import type { Recovery } from "../attempt/recovery.ts";
import { drawRequest, MOST_WINNERS, revisionRequest } from "../attempt/requests.ts";
import type { SurveyRoster } from "../attempt/survey-roster.ts";
import { parseEvent, wrappedRequest } from "./events.ts";

const isWrapped = z.object({ request: z.looseObject({}), execution: z.string() });
/**
 * Fails a sealed draw before its seal is posted if too few people can win. People whom other draws hold count: they may be
 * free when the draw selects. Throws `NotEnoughEntrants`.
 */
function checkEntrants({ eligible, held, rosterSize, ruledOut }: RosterSurvey, asked: number) {
  if (eligible + held >= asked) return;
  throw new LotteryError(
    "NotEnoughEntrants",
    `${asked} winners were asked for, but only ${eligible} people can win.`,
    { facts: { asked, eligible, roster: rosterSize, ...(ruledOut > 0 && { ruled_out: ruledOut }) } },
  );
}

const isRevision = z.object({ revise: z.looseObject({}) });

/**
 * The first task: checks the request, recovers pending draws, and opens the draw in the ledger under the execution's name.
 * What determines the order is part of this write, so it is fixed before any employee is selected: the seed or, of a
 * sealed draw, the operator's part of it and the roster. For a redraw or a void, it begins the revision instead.
 */
export function createInputWinners({
  ledger,
  recovery,
  openRevision,
  surveyRoster,
  extendHistory,
  prepareSealing,
  now,
}: {
  ledger: Ledger;
  recovery: Recovery;
  openRevision: OpenRevision;
  surveyRoster: SurveyRoster;
  extendHistory: ExtendHistory;
  prepareSealing: PrepareSealing;
  now: () => Date;
}) {
  /**
   * Completes pending draws and reads the roster at the same time. A malformed roster fails its draw, which gets a record
   * in the ledger like any other failed draw.
   */
  const recoverAndMeasure = async (
    rules: Promise<DrawRules>,
    at: Date,
  ): Promise<RosterSurvey | LotteryError> => {
    const recovered = recovery.recoverPending();
    try {
      return await surveyRoster(
        recovered.then(() => rules),
        at,
      );
    } catch (error) {
      if (!(error instanceof LotteryError)) throw error;
      await recovered;
      return error;
    }
  };

  /** Throws `InvalidInput`, `TooManyWinners`, `CustomError` for the fire drill, and what `openRevision` throws. */
  return async function inputWinners(event: unknown) {
    const {
      request: asked,
      execution,
      started_at,
    } = safeParse(isWrapped, event).success
      ? parseEvent(wrappedRequest, event)
      : { request: event, execution: randomUUID(), started_at: now().toISOString() };
    if (safeParse(isRevision, asked).success) {
      await recovery.recoverPending();
      const revision = parseEvent(revisionRequest, asked);
      const opened = await openRevision(execution, started_at, revision);
      await logRevisionRequest(ledger, execution, started_at, revision);
      return opened;
    }
    const request = parseEvent(drawRequest, asked);
    if (request.input > MOST_WINNERS)
      throw new LotteryError(
        "TooManyWinners",
        `One draw has at most ${MOST_WINNERS} winners, not ${request.input}.`,
        {
          facts: { asked: request.input, most: MOST_WINNERS },
        },
      );

    const reading = ledger.campaigns.readCurrent();
    const fixing = reading.then((current) => fixRules(current, request.rules));
    const [survey, newestLink, campaign, rules] = await Promise.all([
      recoverAndMeasure(fixing, new Date(started_at)),
      reading.then(extendHistory),
      reading,
      fixing,
    ]);
    const measured = survey instanceof LotteryError ? undefined : survey;
    const { draw, leftBehind } = await ledger.open(
      {
        drawId: execution,
        numOfWinners: request.input,
        prize: request.prize,
        prizeId: findPrize(campaign.prizes, request.prize)?.prize_id,
        requestedBy: request.requested_by,
        channelId: request.channel_id,
        requestedAt: started_at,
        rosterSize: measured?.rosterSize ?? 0,
        eligible: measured?.eligible ?? 0,
        leaseExpiresAt: leaseFrom(now()),
        ...(await prepareSealing(execution, rules, measured, newestLink)),
      },
      now(),
    );
    await Promise.all([
      recovery.recover(leftBehind),
      ...[draw, ...leftBehind].map((each) => logDrawRequest(ledger, each)),
    ]);
    return failOnFinalError(recovery.failAttempt, firstAttempt(draw), draw, () => {
      const { num_of_winners, draw_id, draw_no, roster_size, beacon } = draw;
      const isSealed = beacon !== "none";
      if (survey instanceof LotteryError && roster_size === 0) throw survey;
      if (request.exception)
        throw new LotteryError("CustomError", "This draw was asked to fail: a fire drill.");
      if (isSealed && measured) checkEntrants(measured, num_of_winners);
      return Promise.resolve({ body: { num_of_winners, draw_id, draw_no, sealed: isSealed } });
    });
  };
}
