import { once } from "node:events";
import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import { WebClient } from "@slack/web-api";
import { z } from "zod";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";

/** A call of the bot to Slack: a method of the Web API, or `response` for what is sent to a response URL. */
export interface SlackCall {
  method: string;
  args: Readonly<Record<string, unknown>>;
}

/** What Slack answers instead of success: an error code, or an HTTP status. */
export type SlackRefusal = string | number;

const json = z.record(z.string(), z.unknown());

/** Parses the arguments of a call: JSON, or a form whose values may be JSON. */
function parseArgs(contentType: string | undefined, body: string): SlackCall["args"] {
  if (contentType?.startsWith("application/json")) return json.parse(JSON.parse(body));
  const entries = [...new URLSearchParams(body)].map(([name, value]): [string, unknown] => [
    name,
    /^[[{]/.test(value) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Starts a Slack that accepts every call and stores it, except those that a test refuses. */
export async function startSlackDouble(users: Readonly<Record<string, object>>) {
  const calls: SlackCall[] = [];
  let refusals: Readonly<Record<string, SlackRefusal>> = {};

  const answer = (method: string, args: SlackCall["args"]): object => {
    if (method === "users.info") return { user: { id: args["user"], ...users[String(args["user"])] } };
    if (method === "conversations.info") return { channel: { is_member: true, is_private: true } };
    return method.startsWith("views.") ? { view: { id: "V1" } } : { ts: "1.2" };
  };

  const respond = (method: string, args: SlackCall["args"]) => {
    calls.push({ method, args });
    const refusal = refusals[method];
    const isStatus = typeof refusal === "number";
    return {
      status: isStatus ? refusal : 200,
      headers: { "content-type": "application/json", ...(refusal === 429 && { "retry-after": "30" }) },
      body: JSON.stringify(
        refusal === undefined ? { ok: true, ...answer(method, args) } : { ok: false, error: String(refusal) },
      ),
    };
  };

  // Responses to clicks are not sent by the client of the Web API.
  const server = createServer(async (request, response) => {
    const { status, body } = respond(
      "response",
      parseArgs(request.headers["content-type"], await readText(request)),
    );
    response.writeHead(status).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const url = `http://127.0.0.1:${address.port}`;

  const client = new WebClient("xoxb-test", {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(),
    fetch(input, init) {
      const method = new URL(String(input)).pathname.split("/").at(-1) ?? "";
      const { status, headers, body } = respond(method, parseArgs(undefined, String(init?.body ?? "")));
      return Promise.resolve(new Response(body, { status, headers }));
    },
  });

  return {
    apiUrl: `${url}/api/`,
    responseUrl: `${url}/response`,
    connect: () => Promise.resolve(client),
    /** Returns the calls since the last time. */
    takeCalls: (): SlackCall[] => calls.splice(0),
    /** From now on, these methods are refused, and no others. */
    refuse(next: Readonly<Record<string, SlackRefusal>>) {
      refusals = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
