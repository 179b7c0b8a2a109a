import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { log } from "../../data/log.ts";
import { formatParagraph } from "../messages/message.ts";
import { explainFailure } from "../words/explain-failure.ts";
import type { Facts, Words } from "../words/words.ts";

export interface ToldFailure {
  /** Undefined where the draw failed before it had a number. */
  drawNo: number | undefined;
  error: string;
  facts: Facts;
  requestedBy: string | undefined;
  channelId: string | undefined;
}

export type TellFailure = ReturnType<typeof createTellFailure>;

/** The person cannot be told within the channel, but may be told directly. */
const NOT_IN_CHANNEL = new Set(["user_not_in_channel", "channel_not_found", "not_in_channel", "is_archived"]);

/**
 * Tells why a draw failed: the one who asked for it, privately; the channel, where only that is known; the log always.
 */
export function createTellFailure({ slack, words }: { slack: WebClient; words: Words }) {
  return async ({ drawNo, error, facts, requestedBy, channelId }: ToldFailure): Promise<void> => {
    log("warn", "draw-failed", { draw_no: drawNo, error });
    const message = formatParagraph(words.failure(drawNo, explainFailure(words, error, facts)));
    if (requestedBy && channelId) {
      try {
        await slack.chat.postEphemeral({ channel: channelId, user: requestedBy, ...message });
        return;
      } catch (refusal) {
        if (!(refusal instanceof WebAPIPlatformError && NOT_IN_CHANNEL.has(refusal.data.error)))
          throw refusal;
      }
    }
    const addressee = requestedBy ?? channelId;
    if (addressee) await slack.chat.postMessage({ channel: addressee, ...message });
  };
}
