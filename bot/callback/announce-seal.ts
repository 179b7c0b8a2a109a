import type { DrawingRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Seal } from "../../data/ledger/sealing.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { firstAttempt, readAttempt } from "../../workflow/attempt/attempt.ts";
import { attemptOf, type DrawBody } from "../../workflow/attempt/draw-body.ts";
import { failOnFinalError } from "../../workflow/attempt/fail-attempt.ts";
import type { Recovery } from "../../workflow/attempt/recovery.ts";
import { firstRoundAfter, roundTime } from "../../workflow/beacon/chain.ts";
import { computeCommitment, computeSeal } from "../../workflow/draw/seal.ts";
import type { Texts } from "../locales/texts.ts";
import { formatSeal } from "../messages/seal.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { PostOnce } from "./post-once.ts";

/** How far ahead the round of a new seal is: long enough for Slack to accept the message before. */
const LEAD_MS = 12_000;
/** A seal with less time left is not posted: Slack would accept it too late. */
const SHORTEST_LEAD_MS = 2_000;
/** Each new seal needs a reason: Slack accepted the one before it too late. */
const MOST_SEALS = 3;
/** The selection begins so long after the round's time, so that the relays have it. */
const AFTER_ROUND_MS = 1_000;

/** What the state "Announce Seal" passes on. */
export interface AnnouncedSeal {
  body: DrawBody & { beacon_at: string };
}

export type AnnounceSeal = ReturnType<typeof createAnnounceSeal>;

/**
 * Creates the task that seals a draw: it stores a seal with a round that does not exist yet, and posts it in the channel
 * before that round is published. A draw without a channel is sealed in the ledger only.
 */
export function createAnnounceSeal({
  ledger,
  recovery,
  postOnce,
  chain,
  texts,
  now,
}: {
  ledger: Ledger;
  recovery: Recovery;
  postOnce: PostOnce;
  chain: BeaconChain;
  texts: Texts;
  now: () => Date;
}) {
  /** Slack's clock decides whether a seal was posted in time. */
  const isInTime = ({ round, message_ts }: Seal) =>
    message_ts !== undefined && Number(message_ts) * 1_000 < roundTime(chain, round);

  const createSeal = (draw: DrawingRecord): Seal => {
    const { secret } = draw;
    if (secret === undefined) throw new LotteryError("InvalidItem", `Draw ${draw.draw_no} has no secret.`);
    // If this machine's clock is behind, Slack's time of the message before says so.
    const clock = Math.max(now().getTime(), Number(draw.seals.at(-1)?.message_ts ?? 0) * 1_000);
    const round = firstRoundAfter(chain, clock + LEAD_MS);
    const facts = { ...draw, commitment: computeCommitment(secret), chain: chain.hash };
    return { round, seal: computeSeal(facts, round) };
  };

  const setSeals = async (draw: DrawingRecord, seals: readonly Seal[]): Promise<DrawRecord> =>
    (await ledger.attempts.setSeals(firstAttempt(draw), draw.seals, seals)) ??
    (await ledger.readOwn(draw.draw_no, draw.draw_id));

  /** Posts the newest seal. Returns Slack's id of the message. Throws `SealNotPosted`, `SlackUnreachable`. */
  const post = async (draw: DrawingRecord, channel: string, seal: Seal, mayBePosted: boolean) => {
    const revision = draw.seals.length;
    const topic = {
      drawId: draw.draw_id,
      part: "seal",
      revision,
      since: draw.requested_at,
      accepts: (posted: { revision: number }) => posted.revision === revision,
    } as const;
    const message = formatSeal(draw, seal, { publishedAt: roundTime(chain, seal.round), now: now(), texts });
    try {
      const { ts } = await postOnce(channel, topic, message, mayBePosted ? 2 : 1);
      return ts;
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind === "unauthorized")
        log("error", "slack-token-refused", { draw_no: draw.draw_no, reason: failure.reason });
      if (failure.kind !== "refused")
        throw new LotteryError("SlackUnreachable", `Slack did not accept the seal of draw ${draw.draw_no}.`, {
          cause: error,
        });
      throw new LotteryError("SealNotPosted", `Slack refused the seal of draw ${draw.draw_no}.`, {
        facts: { reason: failure.reason },
        cause: error,
      });
    }
  };

  /** Returns the seal that counts. Throws `SealLate` if Slack accepted all of them too late. */
  const sealInTime = async (draw: DrawingRecord): Promise<Seal> => {
    const before = draw.seals.length;
    let record: DrawRecord = draw;
    while (record.status === "drawing") {
      const newest = record.seals.at(-1);
      if (newest && (isInTime(newest) || !record.channel_id)) return newest;
      const isPostable =
        newest?.message_ts === undefined &&
        newest !== undefined &&
        roundTime(chain, newest.round) - now().getTime() >= SHORTEST_LEAD_MS;
      if (isPostable && record.channel_id) {
        const mayBePosted = record.seals.length === before;
        const ts = await post(record, record.channel_id, newest, mayBePosted);
        record = await setSeals(record, [...record.seals.slice(0, -1), { ...newest, message_ts: ts }]);
        log("info", "seal-posted", { draw_no: record.draw_no, seals: record.seals.length });
      } else if (record.seals.length < MOST_SEALS) {
        record = await setSeals(record, [...record.seals, createSeal(record)]);
      } else {
        throw new LotteryError(
          "SealLate",
          `Slack accepted ${MOST_SEALS} seals of draw ${draw.draw_no} too late.`,
        );
      }
    }
    throw new LotteryError("DrawFailed", `Draw ${draw.draw_no} ended before it was sealed.`);
  };

  /**
   * Returns the body, with the time from which the draw can get its seed. Throws `SealNotPosted`, `SealLate`, `SlackUnreachable`,
   * and what `readAttempt` throws.
   */
  return async function announceSeal(body: DrawBody): Promise<AnnouncedSeal> {
    const identity = attemptOf(body);
    const record = await ledger.readOwn(body.draw_no, body.draw_id);
    return failOnFinalError(recovery.failAttempt, identity, record, async (current) => {
      const { attempt } = readAttempt(current, identity.id, now());
      // Without an attempt under way, or with a seed, there is nothing to wait for.
      if (attempt?.kind !== "draw" || attempt.seed !== undefined)
        return { body: { ...body, beacon_at: now().toISOString() } };
      const { round } = await sealInTime(attempt.record);
      const at = new Date(roundTime(chain, round) + AFTER_ROUND_MS);
      return { body: { ...body, beacon_at: at.toISOString() } };
    });
  };
}
