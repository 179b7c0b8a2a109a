import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Locale } from "../../data/runtime/environment.ts";
import { listen, PortTaken } from "../../infra/local/http/listen.ts";
import { createMailbox } from "../../infra/local/services/mail/mailbox.ts";
import { createSlackApp } from "../../infra/local/slack/simulated/slack-app.ts";
import { createWorkspace } from "../../infra/local/slack/simulated/workspace.ts";
import { createFaults } from "../../infra/local/web/inspector/faults.ts";

export const SIGNING_SECRET = "test-signing-secret";
export const BOT_TOKEN = "xoxb-test";
export const CHANNEL = "C0LOTTERY";

const seenViews = z.object({
  views: z.array(z.object({ id: z.string(), title: z.object({ text: z.string() }) })),
});

interface Options {
  locale?: Locale;
  /** The name of the slash command. */
  command?: string;
  /** Responds as the bot's Lambda function would. */
  bot?: (event: APIGatewayProxyEventV2) => unknown;
  responseTimeout?: number;
  /** Whether a browser opens the page: it has the same port in all tests, so that the browser has its files already. */
  isForBrowser?: boolean;
}

/** The port of the last test with a browser. */
let browserPort = 0;

/** Starts the simulated Slack on a free port with the test's own bot. `stop` ends it. */
export async function startSlack({
  locale = "en",
  command = "/lottery",
  bot = () => ({ statusCode: 200 }),
  responseTimeout = 1000,
  isForBrowser = false,
}: Options = {}) {
  const workspace = createWorkspace({ locale, command });
  const mailbox = createMailbox();
  const faults = createFaults({ slack: "Slack bot" });
  const events: APIGatewayProxyEventV2[] = [];
  const errors: unknown[] = [];
  const app = createSlackApp({
    locale,
    command,
    workspace,
    mailbox,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    responseTimeout,
    reportError: (error) => errors.push(error),
    inspector: {
      feeds: [faults.feed],
      faults,
      findExecution: () => undefined,
      reset() {
        workspace.clear();
        return Promise.resolve();
      },
    },
    invokeBot: async (event) => {
      events.push(event);
      return await bot(event);
    },
  });
  const listenOn = (port: number) => listen(app, { port, purpose: "the page", variable: "PORT" });
  const server = await listenOn(isForBrowser ? browserPort : 0).catch((error: unknown) => {
    if (error instanceof PortTaken) return listenOn(0);
    throw error;
  });
  if (isForBrowser) browserPort = server.port;
  const url = `http://localhost:${server.port}`;

  /** Posts JSON, as the page does. */
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  /** Types into the channel. */
  const type = (user: string, text: string) => post("/playground/command", { user, channel: CHANNEL, text });

  /** Calls a method of the Web API, as the bot does. */
  const callApi = async (method: string, args: unknown) => {
    const response = await post(`/api/${method}`, args, { authorization: `Bearer ${BOT_TOKEN}` });
    return z.looseObject({ ok: z.boolean() }).parse(await response.json());
  };

  /** Returns the open modals of a person, the topmost last. */
  const readViews = async (user: string) => {
    const state: unknown = await (await fetch(`${url}/playground/state?user=${user}`)).json();
    return seenViews.parse(state).views;
  };

  /** Follows the events of a person. `next` reads until a text has arrived, and returns all that has arrived. */
  const followEvents = async (user: string) => {
    const stream = await fetch(`${url}/playground/events?user=${user}`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let received = "";
    return {
      async next(text: string) {
        while (!received.includes(text)) received += (await reader?.read())?.value ?? "";
        return received;
      },
      close: () => reader?.cancel(),
    };
  };

  return {
    url,
    workspace,
    mailbox,
    events,
    errors,
    post,
    type,
    callApi,
    readViews,
    followEvents,
    stop: server.close,
  };
}

/** Starts the same for one test. */
export async function serveSlack(options: Options = {}) {
  const slack = await startSlack(options);
  onTestFinished(slack.stop);
  return slack;
}

/** Returns the form in an event. */
export function readForm(event: APIGatewayProxyEventV2 | undefined): Record<string, string> {
  const body = Buffer.from(event?.body ?? "", event?.isBase64Encoded ? "base64" : "utf8").toString();
  return Object.fromEntries(new URLSearchParams(body));
}

/** Returns a response of the bot with a JSON body. */
export const respondJson = (body: object) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Returns the messages of the channel: author, text, and the only person who sees it, if it is ephemeral. */
export const readTexts = ({ workspace }: Awaited<ReturnType<typeof startSlack>>) =>
  workspace
    .messages(CHANNEL)
    .map(({ user, text, visibleTo }) => ({ user, text, ...(visibleTo && { visibleTo }) }));
