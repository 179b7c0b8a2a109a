import type { ConversationsHistoryResponse, WebClient } from "@slack/web-api";
import * as z from "zod";
import { safeParse } from "../../data/runtime/safe-parse.ts";

/** The type of the metadata by which the bot finds its messages. */
const EVENT_TYPE = "lottery_draw";
const payload = z.object({
  draw_id: z.string(),
  /** The seal, the failure of a sealed draw, the announcement of the winners, or the note about a redraw or a void. */
  part: z.enum(["seal", "failure", "winners", "note"]),
  /** How many revisions the draw had when the message was posted; of a seal, how many seals. */
  revision: z.number(),
});

const PAGE = 200;
const PAGES_SEARCHED = 5;
/** How far the clocks of Slack and the bot may drift apart during the search, in milliseconds. */
const TOLERANCE_MS = 60_000;

type HistoryMessage = NonNullable<ConversationsHistoryResponse["messages"]>[number];
type Payload = z.output<typeof payload>;

export interface PostedMessage extends Payload {
  ts: string;
}

/** Returns the `metadata` argument of `chat.postMessage`. */
export function formatMetadata({ draw_id, part, revision }: Payload) {
  return { event_type: EVENT_TYPE, event_payload: { draw_id, part, revision } };
}

/** Returns undefined for a message of another app, which could have the same metadata, and for any other message. */
function parsePosted({ ts, bot_id, metadata }: HistoryMessage, botId: string): PostedMessage | undefined {
  if (ts === undefined || bot_id !== botId || metadata?.event_type !== EVENT_TYPE) return undefined;
  const { data } = safeParse(payload, metadata.event_payload);
  return data && { ...data, ts };
}

const toMilliseconds = (ts: string | undefined) => Number(ts) * 1_000;

export type FindMessage = ReturnType<typeof createFindMessage>;

/** Searches a channel for a message that the bot posted. Throws Slack's error. */
export function createFindMessage({ slack, now }: { slack: WebClient; now: () => Date }) {
  /**
   * Returns the newest message that `matches`, or undefined if there is none after `since` (ISO 8601). This machine's
   * clock may differ from Slack's by hours, so the search uses only the time elapsed since `since`: it ends that far
   * before the newest message, but never within the first page.
   */
  return async function findMessage(
    channel: string,
    since: string,
    matches: (posted: PostedMessage) => boolean,
  ): Promise<PostedMessage | undefined> {
    const { bot_id: botId = "" } = await slack.auth.test();
    const elapsed = Math.max(0, now().getTime() - Date.parse(since));
    let cursor: string | undefined;
    let oldest: number | undefined;
    for (let page = 0; page < PAGES_SEARCHED; page++) {
      const { messages = [], response_metadata } = await slack.conversations.history({
        channel,
        include_all_metadata: true,
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      for (const message of messages) {
        const posted = parsePosted(message, botId);
        if (posted && matches(posted)) return posted;
      }
      oldest ??= toMilliseconds(messages[0]?.ts) - elapsed - TOLERANCE_MS;
      cursor = response_metadata?.next_cursor || undefined;
      if (!cursor || toMilliseconds(messages.at(-1)?.ts) < oldest) return undefined;
    }
    return undefined;
  };
}
