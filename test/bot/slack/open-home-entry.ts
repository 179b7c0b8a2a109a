import { AwsLambdaReceiver } from "@slack/bolt";
import nock from "nock";
import type { Home } from "../../../bot/home/home.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { createApp } from "../../../bot/slack/app.ts";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { createFormClient } from "../../../bot/slack/form-client.ts";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { createPublishHome } from "../../../bot/slack/publish-home.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { context, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";
import { SLACK_API_URL } from "./use-slack-api.ts";

const NOW = 1_700_000_000;
export const texts = locales.en;
export const TAB = { type: "home" as const, private_metadata: "E1", blocks: [] };

export const opened = (event: object = {}, body: object = {}) => ({
  type: "event_callback",
  team_id: "T0LOTTERY",
  api_app_id: "A0LOTTERY",
  event_id: "Ev1",
  event: { type: "app_home_opened", user: "U0MEMBER", channel: "D0MEMBER", tab: "home", ...event },
  ...body,
});

export const clicked = (action_id: string, more: object = {}) => ({
  type: "block_actions",
  user: { id: "U0MEMBER", team_id: "T0LOTTERY" },
  team: { id: "T0LOTTERY" },
  api_app_id: "A0LOTTERY",
  trigger_id: "1.2.3",
  container: { type: "view", view_id: "V1" },
  view: { id: "V1", type: "home", callback_id: "", private_metadata: "E1", hash: "h1", blocks: [] },
  actions: [{ type: "button", action_id, block_id: "commands", value: "v" }],
  ...more,
});

/** The bot's entry with the test's own Home tab, and Slack's Web API at `SLACK_API_URL`. */
export function open(home: Partial<Home> = {}, respondWithinMs = 1_000) {
  const receiver = new AwsLambdaReceiver({
    signingSecret: "",
    signatureVerification: false,
    logger: createBoltLogger(),
  });
  const connect = () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL));
  const read: unknown[] = [];
  createApp({
    command: "/lottery",
    receiver,
    texts,
    workspace: { teamId: "T0LOTTERY", appId: "A0LOTTERY" },
    respondWithinMs,
    formClient: createFormClient({ connect, texts, timeoutMs: 100 }),
    publishHome: createPublishHome({ connect }),
    loadHome: () =>
      Promise.resolve({
        read(...asked) {
          read.push(asked);
          return Promise.resolve(TAB);
        },
        click: () => Promise.resolve(undefined),
        submit: () => Promise.resolve({ done: formatParagraph("Done") }),
        ...home,
      }),
    registry: {
      respond: () => Promise.resolve(undefined),
      click: (action, value) => Promise.resolve(formatParagraph(`clicked ${action} ${value}`)),
      change: () => Promise.resolve(undefined),
      submit: () => Promise.reject(new Error("The registry was asked.")),
    },
  });
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: SLACK_API_URL,
    receive: receiver.toHandler(),
    now: () => NOW * 1_000,
  });
  return {
    read,
    /** Sends an event, or an interaction in a form. */
    async send(body: object) {
      const isEvent = "event" in body || "challenge" in body;
      const json = JSON.stringify(body);
      const event = isEvent
        ? signedEvent(json, NOW, "application/json")
        : signedEvent(new URLSearchParams({ payload: json }).toString(), NOW);
      const result: unknown = await enter(event, context);
      return JSON.parse(JSON.stringify(result));
    },
  };
}

/** Serves one call of a method, and returns what the bot sent in it. */
export function serve(method: string, response: object = { ok: true }, status = 200, delay = 0) {
  const calls: Record<string, unknown>[] = [];
  nock(SLACK_API_URL)
    .post(`/${method}`, (body: Record<string, string>) => {
      calls.push(
        Object.fromEntries(
          Object.entries(body).map(([name, text]) => [name, text.startsWith("{") ? JSON.parse(text) : text]),
        ),
      );
      return true;
    })
    .delay(delay)
    .reply(status, response);
  return calls;
}
