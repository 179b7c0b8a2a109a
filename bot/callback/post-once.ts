import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { Message } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import { type FindMessage, formatMetadata, type PostedMessage } from "./find-message.ts";

const TRIES = 3;
/** What Slack wants waited beyond this is left to the next delivery. */
const LONGEST_PAUSE_MS = 5_000;
/** From this delivery on a search that fails keeps nothing from being posted: a duplicate is better than silence. */
const DELIVERY_THAT_INSISTS = 3;

/** What a message is about. */
export interface Topic {
  drawId: string;
  part: PostedMessage["part"];
  /** How many revisions the draw has. */
  revision: number;
  /** No such message was posted before (ISO 8601). */
  since: string;
  /** Whether a message about the draw's `part` that stands already will do. */
  accepts: (posted: PostedMessage) => boolean;
}

export type Wait = (milliseconds: number) => Promise<unknown>;

export type PostOnce = ReturnType<typeof createPostOnce>;

/**
 * Posts a message once. Where an earlier try may have posted it, the channel is searched before another is made, so that
 * neither a lost response nor a second delivery posts it twice. A search that fails says nothing about the message: where
 * the bot may not search (it may post in public channels that it has not joined, but not read them), it posts again.
 */
export function createPostOnce({
  slack,
  findMessage,
  wait,
}: {
  slack: WebClient;
  findMessage: FindMessage;
  wait: Wait;
}) {
  const post = async (channel: string, topic: Topic, message: Message): Promise<PostedMessage> => {
    const metadata = { draw_id: topic.drawId, part: topic.part, revision: topic.revision };
    const { ts = "" } = await slack.chat.postMessage({
      channel,
      ...message,
      unfurl_links: false,
      unfurl_media: false,
      metadata: formatMetadata(metadata),
    });
    return { ...metadata, ts };
  };

  /** Throws where another try may find it. */
  const search = async (channel: string, { drawId, part, since, accepts }: Topic) => {
    try {
      return await findMessage(
        channel,
        since,
        (posted) => posted.draw_id === drawId && posted.part === part && accepts(posted),
      );
    } catch (error) {
      const verdict = classifySlackError(error);
      if (verdict.kind === "transient") throw error;
      log("warn", "channel-not-searched", { reason: verdict.reason });
      return undefined;
    }
  };

  /** `delivery` counts the attempts to announce the draw, from 1. Throws Slack's error if the last try fails. */
  return async function postOnce(
    channel: string,
    topic: Topic,
    message: Message,
    delivery: number,
  ): Promise<PostedMessage> {
    let mayHavePosted = delivery > 1;
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === TRIES;
      let isSearching = mayHavePosted;
      try {
        const found = isSearching ? await search(channel, topic) : undefined;
        if (found) return found;
        isSearching = false;
        return await post(channel, topic, message);
      } catch (error) {
        const verdict = classifySlackError(error);
        if (verdict.kind !== "transient") throw error;
        const { retryAfter: pause = attempt * 500 } = verdict;
        const isOver = isLast || pause > LONGEST_PAUSE_MS;
        if (isOver && isSearching && delivery >= DELIVERY_THAT_INSISTS)
          return await post(channel, topic, message);
        if (isOver) throw error;
        mayHavePosted ||= verdict.mayHavePosted;
        await wait(pause);
      }
    }
  };
}
