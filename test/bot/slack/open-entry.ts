import { once } from "node:events";
import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import { AwsLambdaReceiver } from "@slack/bolt";
import { onTestFinished } from "vitest";
import type { Registry } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { createApp } from "../../../bot/slack/app.ts";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { createIdleConnections } from "../../support/idle-connections.ts";
import { context, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";
import { noForms } from "./no-forms.ts";
import { noHome } from "./no-home.ts";

const NOW = 1_700_000_000;

/** The bot's entry with the test's own commands. */
export function open(commands: Partial<Registry>, respondWithinMs = 1_000) {
  const receiver = new AwsLambdaReceiver({
    signingSecret: "",
    signatureVerification: false,
    logger: createBoltLogger(),
  });
  createApp({
    command: "/lottery",
    receiver,
    texts: locales.en,
    workspace: { teamId: "T0LOTTERY", appId: "A0LOTTERY" },
    ...noHome,
    respondWithinMs,
    formClient: noForms,
    registry: {
      respond: () => Promise.resolve(formatParagraph("response")),
      click: () => Promise.resolve(formatParagraph("pressed")),
      change: () => Promise.resolve(undefined),
      submit: () => Promise.resolve({ done: formatParagraph("done") }),
      ...commands,
    },
  });
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: "http://127.0.0.1/api/",
    receive: receiver.toHandler(),
    now: () => NOW * 1_000,
  });
  return async (form: Readonly<Record<string, string>>) => {
    const result: unknown = await enter(signedEvent(new URLSearchParams(form).toString(), NOW), context);
    return JSON.parse(JSON.stringify(result));
  };
}

export const command = (text: string, name = "/lottery") => ({
  command: name,
  text,
  user_id: "U0OPERATOR",
  team_id: "T0LOTTERY",
  api_app_id: "A0LOTTERY",
  channel_id: "C0LOTTERY",
  channel_name: "privategroup",
  trigger_id: "1.2.3",
});

/** A click whose response goes to `responseUrl`. */
export const click = (responseUrl: string, action_id = "lottery_button", block_id = "b") => ({
  payload: JSON.stringify({
    type: "block_actions",
    user: { id: "U0MEMBER", username: "max" },
    channel: { id: "C0LOTTERY", name: "lottery" },
    team: { id: "T0LOTTERY" },
    api_app_id: "A0LOTTERY",
    trigger_id: "1.2.4",
    response_url: responseUrl,
    container: {
      type: "message",
      message_ts: "1700000000.000100",
      channel_id: "C0LOTTERY",
      is_ephemeral: true,
    },
    actions: [{ type: "button", action_id, block_id, value: "3:100", action_ts: "1" }],
  }),
});

/** Serves the response URL of clicks, with this status. */
export async function serveResponses(status = 200, headers: Readonly<Record<string, string>> = {}) {
  const responses: unknown[] = [];
  const connections = createIdleConnections();
  const server = createServer(async (request, response) => {
    if (connections.isForgotten(request)) return void request.socket.resetAndDestroy();
    connections.use(request, response);
    responses.push(JSON.parse(await readText(request)));
    response.writeHead(status, headers).end("ok");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { responses, url: `http://127.0.0.1:${address.port}/`, freeze: connections.forgetIdle };
}
