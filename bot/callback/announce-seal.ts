import type { DrawIdentity } from "../../data/ledger/conditions.ts";
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
import { isInTime } from "../../workflow/draw/seal-time.ts";
import type { Wait } from "./post-once.ts";
import type { PostSeal } from "./post-seal.ts";

/** How far ahead the round of a new seal is: long enough for Slack to accept the message before. */
const LEAD_MS = 12_000;
/** A seal with less time left is not posted: Slack would accept it too late. */
const SHORTEST_LEAD_MS = 2_000;
/** The run that adds a seal has so long to post it. Only then another run does. Longer than Slack may take to respond. */
const OWN_TIME_MS = 5_000;
/** Each new seal needs a reason: the one before it was not in the channel in time. */
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
 *
 * A seal that people saw in time must count: a draw that could drop it could drop an unwelcome result. So a new seal
 * replaces another one only once the channel has no message with it from before its round, and can get none.
 */
export function createAnnounceSeal({
  ledger,
  recovery,
  postSeal,
  chain,
  wait,
  now,
}: {
  ledger: Ledger;
  recovery: Recovery;
  postSeal: PostSeal;
  chain: BeaconChain;
  wait: Wait;
  now: () => Date;
}) {
  const readOwn = ({ draw_no, draw_id }: DrawIdentity) => ledger.readOwn(draw_no, draw_id);
  const leftOf = ({ round }: Seal) => roundTime(chain, round) - now().getTime();

  /** Waits while the run that has added a seal may still be posting it. */
  const letOthersPost = (seal: Seal) => wait(Math.max(0, leftOf(seal) - (LEAD_MS - OWN_TIME_MS)));

  const createSeal = (draw: DrawingRecord): Seal => {
    const { secret } = draw;
    if (secret === undefined) throw new LotteryError("InvalidItem", `Draw ${draw.draw_no} has no secret.`);
    const previous = draw.seals.at(-1);
    // If this machine's clock is behind, Slack's time of the message before says so.
    const clock = Math.max(now().getTime(), Number(previous?.message_ts ?? 0) * 1_000);
    const round = Math.max(firstRoundAfter(chain, clock + LEAD_MS), (previous?.round ?? 0) + 1);
    const facts = { ...draw, commitment: computeCommitment(secret), chain: chain.hash };
    return { round, seal: computeSeal(facts, round) };
  };

  /** Returns the newest record if another run has changed the seals, or has ended the draw. */
  const setSeals = async (draw: DrawingRecord, seals: readonly Seal[]) => {
    const written = await ledger.attempts.setSeals(firstAttempt(draw), draw.seals, seals);
    return { isWritten: written !== undefined, record: written ?? (await readOwn(draw)) };
  };

  const setPosted = async (draw: DrawingRecord, seal: Seal, message_ts: string): Promise<DrawRecord> => {
    log("info", "seal-posted", { draw_no: draw.draw_no, seals: draw.seals.length });
    return (await setSeals(draw, [...draw.seals.slice(0, -1), { ...seal, message_ts }])).record;
  };

  /** Returns Slack's id of a message with the newest seal that is in time after all. */
  const findInTime = async (draw: DrawingRecord, channel: string, seal: Seal) => {
    const untilLate = leftOf(seal) + AFTER_ROUND_MS;
    // Until then, a post whose response was lost can still arrive.
    if (seal.message_ts === undefined && untilLate > 0) await wait(untilLate);
    const found = await postSeal.findInTime(draw, channel, seal);
    if (found === undefined) log("warn", "seal-late", { draw_no: draw.draw_no, seals: draw.seals.length });
    return found;
  };

  /** Returns the seal that counts. Throws what `postSeal` throws, and `SealLate`. */
  const sealInTime = async (draw: DrawingRecord): Promise<Seal> => {
    let record: DrawRecord = draw;
    /** The seal, by its number, that this run may post. */
    let own: { number: number; mayBePosted: boolean } | undefined;
    const addSeal = async (current: DrawingRecord): Promise<DrawRecord> => {
      if (current.seals.length >= MOST_SEALS)
        throw new LotteryError(
          "SealLate",
          `${MOST_SEALS} seals of draw ${draw.draw_no} were not posted in time.`,
        );
      const result = await setSeals(current, [...current.seals, createSeal(current)]);
      if (result.isWritten) own = { number: current.seals.length + 1, mayBePosted: false };
      return result.record;
    };
    while (record.status === "drawing") {
      const { channel_id: channel, seals }: DrawingRecord = record;
      const newest = seals.at(-1);
      if (newest && (!channel || isInTime(newest, chain))) return newest;
      if (!newest || !channel) record = await addSeal(record);
      else if (newest.message_ts === undefined && leftOf(newest) >= SHORTEST_LEAD_MS) {
        if (own?.number === seals.length) {
          const ts = await postSeal.post(record, channel, newest, own.mayBePosted);
          record = await setPosted(record, newest, ts);
        } else {
          await letOthersPost(newest);
          own = { number: seals.length, mayBePosted: true };
          record = await readOwn(record);
        }
      } else {
        const found = await findInTime(record, channel, newest);
        record = found === undefined ? await addSeal(record) : await setPosted(record, newest, found);
      }
    }
    throw new LotteryError("DrawFailed", `Draw ${draw.draw_no} ended before it was sealed.`);
  };

  /**
   * Returns the body, with the time from which the draw can get its seed. Throws what `postSeal` and `readAttempt` throw, and
   * `SealLate`.
   */
  return async function announceSeal(body: DrawBody): Promise<AnnouncedSeal> {
    const identity = attemptOf(body);
    const record = await readOwn(body);
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
