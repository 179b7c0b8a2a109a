import type { ConversationsHistoryResponse, WebClient } from "@slack/web-api";
import * as z from "zod";
import { safeParse } from "../../data/safe-parse.ts";
import type { Message } from "../messages/message.ts";
import { judgeSlackError } from "./judge-slack-error.ts";

/** The metadata by which a message is found again; Slack shows it to this app alone. */
const EVENT_TYPE = "lottery_draw";
const payload = z.object({ draw_id: z.string(), revision: z.number() });
const PAGE = 200;
const PAGES_SEARCHED = 5;
const TRIES = 3;
/** What Slack wants waited beyond this is left to the next delivery. */
const LONGEST_PAUSE_MS = 5_000;

type HistoryMessage = NonNullable<ConversationsHistoryResponse["messages"]>[number];

/** What a message is about: a draw (`revision` 0), or one of its revisions, decided at `since` (ISO 8601). */
export interface Topic {
  drawId: string;
  revision: number;
  since: string;
}

export type Wait = (milliseconds: number) => Promise<unknown>;

export type PostOnce = ReturnType<typeof createPostOnce>;

/**
 * Posts an announcement, or the note of a revision, once. Where an earlier try may have posted it,
 * the channel is searched for it before another is made, so neither a lost answer of Slack's nor a second delivery puts
 * it there twice.
 */
export function createPostOnce({ slack, wait }: { slack: WebClient; wait: Wait }) {
  const find = async (channel: string, { drawId, revision, since }: Topic): Promise<string | undefined> => {
    const isOurs = ({ metadata }: HistoryMessage) => {
      if (metadata?.event_type !== EVENT_TYPE) return false;
      const { data } = safeParse(payload, metadata.event_payload);
      return data?.draw_id === drawId && data.revision === revision;
    };
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_SEARCHED; page++) {
      const answer = await slack.conversations.history({
        channel,
        oldest: String(Math.floor(Date.parse(since) / 1_000) - 60),
        include_all_metadata: true,
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      const posted = answer.messages?.find(isOurs);
      if (posted?.ts) return posted.ts;
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (!cursor) return undefined;
    }
    return undefined;
  };

  /** The time stamp of the message. Throws Slack's error when the last try failed. */
  return async (
    channel: string,
    topic: Topic,
    message: Message,
    mayStandAlready: boolean,
  ): Promise<string | undefined> => {
    let search = mayStandAlready;
    for (let attempt = 1; ; attempt++) {
      try {
        const found = search ? await find(channel, topic) : undefined;
        if (found) return found;
        const { ts } = await slack.chat.postMessage({
          channel,
          ...message,
          unfurl_links: false,
          unfurl_media: false,
          metadata: {
            event_type: EVENT_TYPE,
            event_payload: { draw_id: topic.drawId, revision: topic.revision },
          },
        });
        return ts;
      } catch (error) {
        const { closed, mayStand, retryAfter: pause = attempt * 500 } = judgeSlackError(error);
        if (closed || attempt === TRIES || pause > LONGEST_PAUSE_MS) throw error;
        search ||= mayStand;
        await wait(pause);
      }
    }
  };
}
