import type { FailedRecord } from "../../data/ledger/draw-record.ts";
import { log } from "../../data/runtime/log.ts";
import type { Texts } from "../locales/texts.ts";
import { formatSealedFailure } from "../messages/failure.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { PostOnce } from "./post-once.ts";
import { logFailure } from "./report-failure.ts";

export type PostFailure = ReturnType<typeof createPostFailure>;

/**
 * Creates the function that says in the channel that a sealed draw has failed: everybody who has seen the seal waits for
 * its winners, and must see if they never come.
 */
export function createPostFailure({ postOnce, texts }: { postOnce: PostOnce; texts: Texts }) {
  /** Returns false if no seal is in the channel, or Slack refuses the message. Throws Slack's error if a retry may help. */
  return async function postFailure(draw: FailedRecord): Promise<boolean> {
    const { channel_id, draw_id, draw_no, seals, announcement_attempts } = draw;
    if (!channel_id || seals.every(({ message_ts }) => message_ts === undefined)) return false;
    const topic = {
      drawId: draw_id,
      part: "failure",
      revision: 0,
      since: draw.failed_at,
      accepts: () => true,
    } as const;
    try {
      await postOnce(channel_id, topic, formatSealedFailure(draw, texts), announcement_attempts);
      logFailure(draw_no, draw.error);
      return true;
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind !== "refused") throw error;
      log("warn", "failure-not-posted", { draw_no, reason: failure.reason });
      return false;
    }
  };
}
