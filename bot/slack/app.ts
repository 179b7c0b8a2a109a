import { App, type AwsLambdaReceiver } from "@slack/bolt";
import * as z from "zod";
import { log } from "../../data/runtime/log.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { Registry } from "../commands/registry.ts";
import type { Home } from "../home/home.ts";
import type { Texts } from "../locales/texts.ts";
import { QUESTION_BLOCK } from "../messages/confirmation.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { createBoltLogger } from "./bolt-logger.ts";
import type { FormClient } from "./form-client.ts";
import { createFormListeners } from "./form-listeners.ts";
import { createHomeListeners } from "./home-listeners.ts";
import { isFromWorkspace, isOwnInteraction, type Workspace } from "./is-from-workspace.ts";
import type { PublishHome } from "./publish-home.ts";
import { createRespondInTime } from "./respond-in-time.ts";
import { sendToSlack } from "./send-to-slack.ts";

/** A message that everybody in the channel sees. In direct messages these are plans of imports. */
const sharedContainer = z.object({ is_ephemeral: z.literal(false) });
const messageContainer = z.object({ message_ts: z.string().regex(/^\d{1,12}\.\d+$/) });

/** When Slack posted the message of a clicked button. */
function findPostingTime(container: unknown): Date | undefined {
  const { data } = safeParse(messageContainer, container);
  return data && new Date(Number(data.message_ts) * 1_000);
}

/**
 * The Bolt app: passes commands, clicks and forms to the registry, and sends one response to each. All work is done before the
 * response, because a Lambda function stops when it has responded.
 */
export function createApp({
  receiver,
  registry,
  command: configured,
  texts,
  workspace,
  formClient,
  loadHome,
  publishHome,
  respondWithinMs,
}: {
  receiver: AwsLambdaReceiver;
  registry: Omit<Registry, "listUsable">;
  /** The name of the slash command, which the texts contain. */
  command: string;
  texts: Texts;
  workspace: Workspace;
  formClient: FormClient;
  /** Loads the code of the Home tab when it is used for the first time. */
  loadHome: () => Promise<Home>;
  publishHome: PublishHome;
  /** After this time the app responds with an apology. Slack waits 3,000 ms. */
  respondWithinMs: number;
}): App {
  const app = new App({
    receiver,
    // Commands and clicks need no token. With one, Bolt would call `auth.test` at each cold start.
    authorize: () => Promise.resolve({}),
    ignoreSelf: false,
    logger: createBoltLogger(),
    clientOptions: {
      // The response to a click goes only to Slack, and has the same time limit as the response to a command.
      fetch: (url, init) => sendToSlack(url, { ...init, signal: AbortSignal.timeout(respondWithinMs) }),
    },
  });

  const respondInTime = createRespondInTime({ texts, respondWithinMs });
  const home = createHomeListeners({
    loadHome,
    publish: publishHome,
    texts,
    workspace,
    formClient,
    respondInTime,
    respondWithinMs,
  });
  const forms = createFormListeners({
    registry: {
      ...registry,
      submit: (callback, form, by) =>
        home.isOwnForm(callback) ? home.submit(form, by) : registry.submit(callback, form, by),
    },
    texts,
    workspace,
    formClient,
    respondInTime,
    respondWithinMs,
  });

  const respondOrApologise = async (
    event: string,
    respond: () => Promise<Message | undefined>,
  ): Promise<Message | undefined> => {
    const outcome = await respondInTime(event, respond);
    return "response" in outcome ? outcome.response : outcome.apology;
  };

  const refuseOtherWorkspace = (event: string): Message => {
    log("warn", event, { reason: "other-workspace" });
    return formatParagraph(texts.otherWorkspace);
  };

  // Any name that the command has in the app's settings. Slack's signature proves that it belongs to this app.
  app.command(/^/, async ({ command, ack }) => {
    const isOwn = isFromWorkspace(workspace, {
      appId: command.api_app_id,
      teamId: command.team_id,
      enterpriseId: command.enterprise_id,
    });
    if (!isOwn) {
      await ack({ response_type: "ephemeral", ...refuseOtherWorkspace("command-refused") });
      return;
    }
    if (command.command.toLowerCase() !== configured)
      log("warn", "command-renamed", { typed: command.command, configured });
    const message = await respondOrApologise("command-failed", () =>
      registry.respond(command.text, {
        userId: command.user_id,
        channelId: command.channel_id,
        // Bolt's type says that it is always present, but Slack does not document that.
        channelName: command.channel_name ?? "",
        triggerId: command.trigger_id,
        responseUrl: command.response_url,
      }),
    );
    await (message ? ack({ response_type: "ephemeral", ...message }) : ack());
  });

  app.action({ type: "block_actions", action_id: /^lottery_/ }, async ({ action, body, respond, ack }) => {
    if (body.view?.type === "modal") {
      await forms.change(body, action);
      await ack();
      return;
    }
    if (body.view?.type === "home") {
      await home.click(body, action);
      await ack();
      return;
    }
    if (!isOwnInteraction(workspace, body)) {
      // The message itself may be in the bot's own workspace.
      const refusal = refuseOtherWorkspace("click-refused");
      await respond({ response_type: "ephemeral", replace_original: false, ...refusal });
      await ack();
      return;
    }
    const value = action.type === "button" ? (action.value ?? "") : "";
    const askedAt = action.block_id === QUESTION_BLOCK ? findPostingTime(body.container) : undefined;
    const message = await respondOrApologise("click-failed", () =>
      registry.click(action.action_id, value, {
        userId: body.user.id,
        channelId: body.channel?.id ?? "",
        channelName: body.channel?.name ?? "",
        triggerId: body.trigger_id,
        responseUrl: body.response_url,
        ...(askedAt && { askedAt }),
      }),
    );
    const type = sharedContainer.safeParse(body.container).success ? "in_channel" : "ephemeral";
    if (message) await respond({ response_type: type, replace_original: true, ...message });
    await ack();
  });

  app.event("app_home_opened", ({ event, body }) => home.opened(body, event));

  app.view({ callback_id: /^lottery_/, type: "view_submission" }, async ({ body, ack }) => {
    if (body.type !== "view_submission") return;
    const reply = await forms.submit(body);
    await (reply ? ack(reply) : ack());
  });

  app.error(({ code, name }) => {
    log("error", "slack-app", { error: name, code });
    return Promise.resolve();
  });
  return app;
}
