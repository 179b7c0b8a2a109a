import type { ConversationsHistoryResponse, WebClient } from "@slack/web-api";
import * as z from "zod";
import { safeParse } from "../../data/runtime/safe-parse.ts";

/** The metadata by which a message is found again. */
const EVENT_TYPE = "lottery_draw";
const payload = z.object({
  draw_id: z.string(),
  /** The list of winners, or the note about a redraw or a void. */
  part: z.enum(["winners", "note"]),
  /** How many revisions the draw had when the message was posted. */
  revision: z.number(),
});

const PAGE = 200;
const PAGES_SEARCHED = 5;
/** By how much messages may be out of step with the clocks, in milliseconds. */
const TOLERANCE_MS = 60_000;

type HistoryMessage = NonNullable<ConversationsHistoryResponse["messages"]>[number];
type Payload = z.output<typeof payload>;

export interface PostedMessage extends Payload {
  ts: string;
}

/** The metadata of a message of ours, for `chat.postMessage`. */
export function formatMetadata({ draw_id, part, revision }: Payload) {
  return { event_type: EVENT_TYPE, event_payload: { draw_id, part, revision } };
}

function readPosted({ ts, metadata }: HistoryMessage): PostedMessage | undefined {
  if (ts === undefined || metadata?.event_type !== EVENT_TYPE) return undefined;
  const { data } = safeParse(payload, metadata.event_payload);
  return data && { ...data, ts };
}

const toMilliseconds = (ts: string | undefined) => Number(ts) * 1_000;

export type FindMessage = ReturnType<typeof createFindMessage>;

/** Searches a channel for a message of ours. Throws Slack's error. */
export function createFindMessage({ slack, now }: { slack: WebClient; now: () => Date }) {
  /**
   * The newest message that `matches`; undefined if there is none after `since` (ISO 8601, by our clock). Our clock may
   * differ from Slack's by hours, so only the time that has passed since then is taken from it: the search ends that
   * far before the newest message, and never within the first page.
   */
  return async function findMessage(
    channel: string,
    since: string,
    matches: (posted: PostedMessage) => boolean,
  ): Promise<PostedMessage | undefined> {
    const passed = Math.max(0, now().getTime() - Date.parse(since));
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
        const posted = readPosted(message);
        if (posted && matches(posted)) return posted;
      }
      oldest ??= toMilliseconds(messages[0]?.ts) - passed - TOLERANCE_MS;
      cursor = response_metadata?.next_cursor || undefined;
      if (!cursor || toMilliseconds(messages.at(-1)?.ts) < oldest) return undefined;
    }
    return undefined;
  };
}
