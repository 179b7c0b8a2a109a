import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { z } from "zod";
import { startServer } from "../../../infra/local/http/listen.ts";

/** What goes wrong with a call. */
export type Fault =
  /** Slack's error code, with status 200. */
  | { error: string }
  /** An HTTP status. `done`: the call has its effect nevertheless. */
  | { status: number; retryAfter?: number; done?: boolean }
  /** The connection breaks after the call has had its effect, which took so many seconds. */
  | { lost: true; slow?: number }
  /** This call succeeds, after so many seconds; a later entry affects the next call. */
  | { well: true; slow?: number };

const metadata = z.object({ event_type: z.string(), event_payload: z.looseObject({ draw_id: z.string() }) });

const historyArguments = z.object({
  oldest: z.coerce.number().default(0),
  latest: z.coerce.number().default(Number.POSITIVE_INFINITY),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  include_all_metadata: z.stringbool().default(false),
  /** The timestamp of the last message on the previous page. */
  cursor: z.coerce.number().default(Number.POSITIVE_INFINITY),
});

export const BOT_ID = "B0LOTTERY";

interface Posted {
  ts: string;
  /** The app that posted the message; undefined for a person. */
  bot_id?: string;
  channel: string;
  text: string;
  /** JSON. */
  blocks?: string;
  user?: string;
  metadata?: z.output<typeof metadata>;
  /** What Slack does not show a preview of. */
  withoutPreview?: string[];
}

const METHODS = [
  "auth.test",
  "chat.postMessage",
  "chat.postEphemeral",
  "chat.update",
  "conversations.history",
];

/**
 * Serves Slack's HTTP API, with the failures that a test requests: each affects one call, in order. `now` is Slack's
 * clock, which gives messages their timestamps. `pass` lets time pass. A server and not `nock`, which would slow down every
 * request to DynamoDB by half.
 */
export async function serveSlackApi(
  now: () => Date = () => new Date(),
  pass: (seconds: number) => void = () => undefined,
) {
  const posted: Posted[] = [];
  const calls: string[] = [];
  const faults = new Map<string, Fault[]>();
  /** Slack's error code for every call about a channel or person. */
  const closed = new Map<string, string>();
  /** Public channels that the bot has not joined. It may post there, but not read. */
  const notJoined = new Set<string>();
  /** Slack's error codes for messages that cannot be edited, by timestamp. */
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
    const refusal = closed.get(channel);
    if (refusal !== undefined) return { ok: false, error: refusal };
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
      const code = uneditable.get(ts);
      if (code !== undefined) return { ok: false, error: code };
      before.text = text;
    } else {
      const withoutPreview = ["links", "media"].filter((each) => args[`unfurl_${each}`] === "false");
      posted.push({
        ts,
        bot_id: BOT_ID,
        channel,
        text,
        ...(args["blocks"] !== undefined && { blocks: args["blocks"] }),
        ...(user !== undefined && { user }),
        ...(args["metadata"] && { metadata: metadata.parse(JSON.parse(args["metadata"])) }),
        withoutPreview,
      });
    }
    return method === "chat.postEphemeral" ? { ok: true, message_ts: ts } : { ok: true, channel, ts };
  };

  const respond = (response: ServerResponse, body: object) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const method = request.url?.slice("/api/".length) ?? "";
    if (!METHODS.includes(method)) throw new Error(`This Slack has no method ${method}.`);
    const args = Object.fromEntries(new URLSearchParams(await readText(request)));
    if (method !== "auth.test") calls.push(method);
    await held;
    const fault = faults.get(method)?.shift();
    if (fault && "slow" in fault) pass(fault.slow ?? 0);
    if (!fault || "well" in fault) return respond(response, perform(method, args));
    if ("error" in fault) return respond(response, { ok: false, error: fault.error });
    if ("lost" in fault) {
      perform(method, args);
      return request.socket.destroy();
    }
    if (fault.done) perform(method, args);
    const headers = fault.retryAfter === undefined ? {} : { "retry-after": `${fault.retryAfter}` };
    return response.writeHead(fault.status, headers).end();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  const { port, close } = await startServer(server, { port: 0, purpose: "Slack", variable: "PORT" });

  return {
    url: `http://127.0.0.1:${port}/api/`,
    /** All messages, oldest first. */
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
    /** Makes the next calls of the method fail in these ways. */
    fail(method: string, ...more: Fault[]) {
      faults.set(method, [...(faults.get(method) ?? []), ...more]);
    },
    /** Ends all failures. */
    recover: () => faults.clear(),
    /** Makes every call wait until the returned function is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    [Symbol.asyncDispose]: close,
  };
}
