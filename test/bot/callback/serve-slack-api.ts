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
  | { lost: true };

const metadata = z.object({ event_type: z.string(), event_payload: z.looseObject({ draw_id: z.string() }) });

interface Posted {
  ts: string;
  channel: string;
  text: string;
  user?: string;
  metadata?: unknown;
}

/** A Slack behind its HTTP API, with the troubles that a test gives it: each is met by one call, in order. */
export function serveSlackApi() {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost)/);
  const posted: Posted[] = [];
  const calls: string[] = [];
  const troubles = new Map<string, Trouble[]>();
  /** Every call to these, by channel or person, is refused with this word. */
  const closed = new Map<string, string>();
  let held: Promise<void> | undefined;

  const perform = (method: string, args: Record<string, string>): object => {
    const { channel = "", text = "", user } = args;
    const word = closed.get(channel);
    if (word !== undefined) return { ok: false, error: word };
    if (method === "conversations.history") {
      const messages = posted.filter((message) => message.channel === channel && message.user === undefined);
      const withMetadata = args["include_all_metadata"] === "true";
      return {
        ok: true,
        messages: messages
          .toReversed()
          .map(({ metadata, ...message }) => (withMetadata ? { ...message, metadata } : message)),
      };
    }
    const ts = args["ts"] ?? `${1_700_000_000 + posted.length}.000100`;
    const before = posted.find((message) => message.ts === ts);
    if (method === "chat.update") {
      if (!before) return { ok: false, error: "message_not_found" };
      before.text = text;
    } else
      posted.push({
        ts,
        channel,
        text,
        ...(user !== undefined && { user }),
        ...(args["metadata"] && { metadata: metadata.parse(JSON.parse(args["metadata"])) }),
      });
    return method === "chat.postEphemeral" ? { ok: true, message_ts: ts } : { ok: true, channel, ts };
  };

  for (const method of ["chat.postMessage", "chat.postEphemeral", "chat.update", "conversations.history"])
    nock(SLACK_API_URL)
      .persist()
      .post(`/${method}`)
      .reply(async (request: Request) => {
        const args = Object.fromEntries(new URLSearchParams(await request.text()));
        calls.push(method);
        await held;
        const trouble = troubles.get(method)?.shift();
        if (!trouble) return [200, perform(method, args)];
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
    /** Every call, in order. */
    calls,
    closed,
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
