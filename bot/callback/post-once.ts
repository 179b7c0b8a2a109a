import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { Message } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import { type FindMessage, formatMetadata, type PostedMessage } from "./find-message.ts";

const MAX_TRIES = 3;
/** If Slack asks for a longer pause, the next delivery tries again. */
const MAX_PAUSE_MS = 5_000;
/** From this delivery on, the message is posted even if the search fails: a duplicate is better than no message. */
const DELIVERY_WITHOUT_SEARCH = 3;

/** What a message is about. */
export interface Topic {
  drawId: string;
  part: PostedMessage["part"];
  /** The number of revisions of the draw. */
  revision: number;
  /** When such a message can have been posted at the earliest (ISO 8601). */
  since: string;
  /** Whether an existing message about this part of the draw is sufficient. */
  accepts: (posted: PostedMessage) => boolean;
}

export type Wait = (milliseconds: number) => Promise<unknown>;

export type PostOnce = ReturnType<typeof createPostOnce>;

/**
 * Posts a message once. If an earlier try may have posted it, searches the channel first, so that neither a lost response
 * nor a second delivery posts it twice. If the bot may not search the channel, it posts: in public channels that it has
 * not joined, the bot may post but not read.
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

  /** Throws if another try may find the message. */
  const search = async (channel: string, { drawId, part, since, accepts }: Topic) => {
    try {
      return await findMessage(
        channel,
        since,
        (posted) => posted.draw_id === drawId && posted.part === part && accepts(posted),
      );
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind === "transient") throw error;
      log("warn", "channel-not-searched", { reason: failure.reason });
      return undefined;
    }
  };

  /** `delivery` counts the runs that announced the draw, from 1. Throws Slack's error if the last try fails. */
  return async function postOnce(
    channel: string,
    topic: Topic,
    message: Message,
    delivery: number,
  ): Promise<PostedMessage> {
    let mayHavePosted = delivery > 1;
    for (let tries = 1; ; tries++) {
      const isLast = tries === MAX_TRIES;
      let isSearching = mayHavePosted;
      try {
        const found = isSearching ? await search(channel, topic) : undefined;
        if (found) return found;
        isSearching = false;
        return await post(channel, topic, message);
      } catch (error) {
        const failure = classifySlackError(error);
        if (failure.kind !== "transient") throw error;
        const { retryAfter: pause = tries * 500 } = failure;
        const isOver = isLast || pause > MAX_PAUSE_MS;
        if (isOver && isSearching && delivery >= DELIVERY_WITHOUT_SEARCH)
          return await post(channel, topic, message);
        if (isOver) throw error;
        mayHavePosted ||= failure.mayHavePosted;
        await wait(pause);
      }
    }
  };
}
