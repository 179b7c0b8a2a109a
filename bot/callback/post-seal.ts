import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Seal } from "../../data/ledger/sealing.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import { isInTime } from "../../workflow/draw/seal-time.ts";
import type { Texts } from "../locales/texts.ts";
import { formatSeal } from "../messages/seal.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { FindMessage } from "./find-message.ts";
import type { PostOnce, Topic } from "./post-once.ts";

export type PostSeal = ReturnType<typeof createPostSeal>;

/** Creates the functions that post the newest seal of a draw in its channel, and find its message there. */
export function createPostSeal({
  postOnce,
  findMessage,
  chain,
  texts,
  now,
}: {
  postOnce: PostOnce;
  findMessage: FindMessage;
  chain: BeaconChain;
  texts: Texts;
  now: () => Date;
}) {
  const formatTopic = ({ draw_id, requested_at, seals }: DrawRecord): Topic => ({
    drawId: draw_id,
    part: "seal",
    revision: seals.length,
    since: requested_at,
    accepts: ({ revision }) => revision === seals.length,
  });

  /** Calls Slack. `refuse` makes the error for a call that no retry helps. */
  const callSlack = async <Result>(
    { draw_no }: DrawRecord,
    call: () => Promise<Result>,
    refuse: (reason: string, cause: unknown) => LotteryError,
  ): Promise<Result> => {
    try {
      return await call();
    } catch (cause) {
      const failure = classifySlackError(cause);
      if (failure.kind === "refused") throw refuse(failure.reason, cause);
      // The state machine retries, and the retry may read a token that the administrator has just replaced.
      if (failure.kind === "unauthorized")
        log("error", "slack-token-refused", { draw_no, reason: failure.reason });
      throw new LotteryError("SlackUnreachable", `Slack did not respond about the seal of draw ${draw_no}.`, {
        cause,
      });
    }
  };

  return {
    /**
     * Posts the newest seal, unless it is in the channel: an earlier run may have posted it if `mayBePosted`. Returns
     * Slack's id of the message. Throws `SealNotPosted`, `SlackUnreachable`.
     */
    async post(draw: DrawRecord, channel: string, seal: Seal, mayBePosted: boolean): Promise<string> {
      const message = formatSeal(draw, seal, {
        publishedAt: roundTime(chain, seal.round),
        now: now(),
        texts,
      });
      const { ts } = await callSlack(
        draw,
        () => postOnce(channel, formatTopic(draw), message, mayBePosted ? 2 : 1),
        (reason, cause) =>
          new LotteryError("SealNotPosted", `Slack refused the seal of draw ${draw.draw_no}.`, {
            facts: { reason },
            cause,
          }),
      );
      return ts;
    },

    /**
     * Returns Slack's id of a message with the newest seal that Slack accepted before the seal's round; undefined if there
     * is none. Throws `SlackUnreachable`, and `SealLate` if the bot may not search the channel: then nobody can say whether
     * people have seen the seal in time.
     */
    async findInTime(draw: DrawRecord, channel: string, seal: Seal): Promise<string | undefined> {
      const { drawId, part, since, accepts } = formatTopic(draw);
      const found = await callSlack(
        draw,
        () =>
          findMessage(
            channel,
            since,
            (posted) =>
              posted.draw_id === drawId &&
              posted.part === part &&
              accepts(posted) &&
              isInTime({ ...seal, message_ts: posted.ts }, chain),
          ),
        (reason, cause) =>
          new LotteryError(
            "SealLate",
            `The seal of draw ${draw.draw_no} cannot be searched for: ${reason}.`,
            {
              cause,
            },
          ),
      );
      return found?.ts;
    },
  };
}
