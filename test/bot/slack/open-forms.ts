import { AwsLambdaReceiver } from "@slack/bolt";
import nock from "nock";
import { expect } from "vitest";
import type { Registry } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { type Form, formatForm } from "../../../bot/messages/form.ts";
import { textField } from "../../../bot/messages/form-fields.ts";
import { formatParagraph, section } from "../../../bot/messages/message.ts";
import { createApp } from "../../../bot/slack/app.ts";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { createFormClient } from "../../../bot/slack/form-client.ts";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { context, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";
import { noHome } from "./no-home.ts";
import { SLACK_API_URL } from "./use-slack-api.ts";

const NOW = 1_700_000_000;
export const texts = locales.en;

export const form: Form = {
  callback: "lottery_draw_start",
  title: "New draw",
  submit: "Draw",
  close: "Cancel",
  blocks: [
    textField({ name: "prize", label: "Prize" }),
    textField({ name: "reason", label: "Reason", version: 3 }),
  ],
  state: '{"version":7}',
};
export const other: Form = { ...form, title: "Other", blocks: [section("Changed")] };
export const origin = { channelId: "C0LOTTERY", channelName: "lottery", nonce: "n1" };

export const view = {
  id: "V1",
  type: "modal",
  callback_id: form.callback,
  private_metadata: formatForm(form, origin).private_metadata,
  previous_view_id: "V0",
  blocks: [
    { type: "input", block_id: "prize" },
    { type: "input", block_id: "reason:3" },
  ],
  state: {
    values: {
      prize: { prize: { type: "plain_text_input", value: "AirPods" } },
      "reason:3": { reason: { type: "plain_text_input", value: null } },
    },
  },
};

const interaction = {
  user: { id: "U0OPERATOR", team_id: "T0LOTTERY" },
  team: { id: "T0LOTTERY" },
  api_app_id: "A0LOTTERY",
  trigger_id: "1.2.9",
  view,
};
export const submission = { type: "view_submission", ...interaction };
export const changed = {
  type: "block_actions",
  ...interaction,
  actions: [
    {
      type: "static_select",
      action_id: "lottery_draw_prize",
      block_id: "prize",
      selected_option: { value: "p1" },
    },
  ],
};

/** The bot's entry with the test's own commands, and Slack's Web API at `SLACK_API_URL`. */
export function open(commands: Partial<Registry>, respondWithinMs = 1_000) {
  const receiver = new AwsLambdaReceiver({
    signingSecret: "",
    signatureVerification: false,
    logger: createBoltLogger(),
  });
  const passedOn: unknown[] = [];
  createApp({
    command: "/lottery",
    receiver,
    texts,
    workspace: { teamId: "T0LOTTERY", appId: "A0LOTTERY" },
    ...noHome,
    respondWithinMs,
    formClient: createFormClient({
      connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
      texts,
      timeoutMs: 100,
    }),
    registry: {
      respond: () => Promise.resolve(undefined),
      click: () => Promise.resolve(undefined),
      change: () => Promise.resolve(undefined),
      submit: () => Promise.resolve({ done: formatParagraph("Done") }),
      ...commands,
    },
  });
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: SLACK_API_URL,
    receive: receiver.toHandler(),
    now: () => NOW * 1_000,
  });
  return {
    passedOn,
    async send(payload: object) {
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const result: unknown = await enter(signedEvent(body, NOW), context);
      const { statusCode, body: reply } = JSON.parse(JSON.stringify(result));
      expect(statusCode).toBe(200);
      return reply === "" ? undefined : JSON.parse(reply);
    },
  };
}

/** Serves one call of a method, and returns what the bot sent in it. */
export function serve(method: string, response: object = { ok: true }, status = 200) {
  const calls: Record<string, unknown>[] = [];
  nock(SLACK_API_URL)
    .post(`/${method}`, (body: Record<string, string>) => {
      const json = (text: string | undefined) => (text?.startsWith("{") ? JSON.parse(text) : text);
      calls.push(Object.fromEntries(Object.entries(body).map(([name, text]) => [name, json(text)])));
      return true;
    })
    .reply(status, response);
  return calls;
}

export const textsIn = (notice: { blocks: { text: { text: string } }[] }) =>
  notice.blocks.map(({ text: { text } }) => text);
export const refuse = (error: string) => ({ ok: false, error });
