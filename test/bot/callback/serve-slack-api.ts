import nock from "nock";
import { z } from "zod";

export const SLACK_API_URL = "https://slack.test/api/";

/** What Slack answers instead of what it should. */
export type Trouble =
  /** An error word with status 200. */
  | { error: string }
  /** An HTTP status; `done` if the call has had its effect all the same. */
  | { status: number; retryAfter?: number; done?: boolean }
  /** The connection breaks after the call has had its effect. */
  | { lost: true }
  /** Nothing: it is the next call that meets trouble. */
  | { well: true };

const metadata = z.object({ event_type: z.string(), event_payload: z.looseObject({ draw_id: z.string() }) });

const historyArguments = z.object({
  oldest: z.coerce.number().default(0),
  latest: z.coerce.number().default(Number.POSITIVE_INFINITY),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  include_all_metadata: z.stringbool().default(false),
  /** The time stamp of the last message before. */
  cursor: z.coerce.number().default(Number.POSITIVE_INFINITY),
});

export const BOT_ID = "B0LOTTERY";

interface Posted {
  ts: string;
  /** The app that posted the message; undefined for a person. */
  bot_id?: string;
  channel: string;
  text: string;
  user?: string;
  metadata?: z.output<typeof metadata>;
}

/**
 * A Slack behind its HTTP API, with the troubles that a test gives it: each is met by one call, in order. `now` is the
 * time of Slack's own clock, from which messages have their time stamps.
 */
export function serveSlackApi(now: () => Date = () => new Date()) {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost)/);
  const posted: Posted[] = [];
  const calls: string[] = [];
  const troubles = new Map<string, Trouble[]>();
  /** Every call to these, by channel or person, is refused with this word. */
  const closed = new Map<string, string>();
  /** Public channels that the bot has not joined: it may post there, but not read. */
  const notJoined = new Set<string>();
  /** Messages that cannot be edited, with Slack's error code, by their time stamps. */
  const uneditable = new Map<string, string>();
  let lastTimestamp = 0;
  const nextTimestamp = () => {
    lastTimestamp = Math.max(now().getTime() * 1_000, lastTimestamp + 1);
    return (lastTimestamp / 1_000_000).toFixed(6);
  };
  let held: Promise<void> | undefined;

  const perform = (method: string, args: Record<string, string>): object => {
    if (method === "auth.test") return { ok: true, user_id: "U0BOT", bot_id: BOT_ID };
    const { channel = "", text = "", user } = args;
    const word = closed.get(channel);
    if (word !== undefined) return { ok: false, error: word };
    if (method === "conversations.history") {
      if (notJoined.has(channel)) return { ok: false, error: "not_in_channel" };
      const { oldest, latest, limit, include_all_metadata, cursor } = historyArguments.parse(args);
      const found = posted
        .filter((message) => message.channel === channel && message.user === undefined)
        .filter(({ ts }) => Number(ts) > oldest && Number(ts) < latest && Number(ts) < cursor)
        .toSorted((one, other) => Number(other.ts) - Number(one.ts));
      const page = found.slice(0, limit);
      return {
        ok: true,
        messages: page.map(({ metadata, ...message }) =>
          include_all_metadata ? { ...message, metadata } : message,
        ),
        has_more: found.length > limit,
        response_metadata: { next_cursor: found.length > limit ? page.at(-1)?.ts : "" },
      };
    }
    const ts = args["ts"] ?? nextTimestamp();
    const before = posted.find((message) => message.ts === ts);
    if (method === "chat.update") {
      if (!before) return { ok: false, error: "message_not_found" };
      const refusal = uneditable.get(ts);
      if (refusal !== undefined) return { ok: false, error: refusal };
      before.text = text;
    } else
      posted.push({
        ts,
        bot_id: BOT_ID,
        channel,
        text,
        ...(user !== undefined && { user }),
        ...(args["metadata"] && { metadata: metadata.parse(JSON.parse(args["metadata"])) }),
      });
    return method === "chat.postEphemeral" ? { ok: true, message_ts: ts } : { ok: true, channel, ts };
  };

  for (const method of [
    "auth.test",
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "conversations.history",
  ])
    nock(SLACK_API_URL)
      .persist()
      .post(`/${method}`)
      .reply(async (request: Request) => {
        const args = Object.fromEntries(new URLSearchParams(await request.text()));
        if (method !== "auth.test") calls.push(method);
        await held;
        const trouble = troubles.get(method)?.shift();
        if (!trouble || "well" in trouble) return [200, perform(method, args)];
        if ("error" in trouble) return [200, { ok: false, error: trouble.error }];
        if ("lost" in trouble) {
          perform(method, args);
          throw new Error("socket hang up");
        }
        if (trouble.done) perform(method, args);
        const headers = trouble.retryAfter === undefined ? {} : { "retry-after": `${trouble.retryAfter}` };
        return [trouble.status, "", headers];
      });

  return {
    /** Every message that stands, oldest first. */
    posted,
    /** Every call except `auth.test`, in order. */
    calls,
    closed,
    notJoined,
    uneditable,
    /** Posts a message of a person. */
    chat(channel: string, text: string) {
      posted.push({ ts: nextTimestamp(), channel, text });
    },
    /** Posts a message of another app, with metadata of its choice. */
    forge(channel: string, text: string, metadata: Posted["metadata"]) {
      posted.push({ ts: nextTimestamp(), bot_id: "B0OTHER", channel, text, ...(metadata && { metadata }) });
    },
    /** Lets these meet the next calls of the method. */
    trouble(method: string, ...more: Trouble[]) {
      troubles.set(method, [...(troubles.get(method) ?? []), ...more]);
    },
    /** Lets every call wait until the answer is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    [Symbol.dispose]() {
      nock.cleanAll();
      nock.enableNetConnect();
      // Other files share this process, and break connections as nock's own would not.
      nock.restore();
    },
  };
}
