import { App, type AwsLambdaReceiver } from "@slack/bolt";
import { NEW_CONNECTION } from "../../data/runtime/connections.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Registry } from "../commands/registry.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { createBoltLogger } from "./bolt-logger.ts";
import { isFromWorkspace, type Workspace } from "./is-from-workspace.ts";

/** Names of attributes that do not fit, of which a bad item may have many. */
const LOGGED_LENGTH = 500;

class ResponseLate extends Error {
  override readonly name = "ResponseLate";
}

/**
 * The Bolt app: hands commands and clicks on to the registry, and answers each in one response. Everything is done
 * before the answer, since on Lambda nothing runs after it.
 */
export function createApp({
  receiver,
  registry,
  texts,
  workspace,
  respondWithin,
}: {
  receiver: AwsLambdaReceiver;
  registry: Registry;
  texts: Texts;
  workspace: Workspace;
  /** Milliseconds after which an apology is given instead: Slack itself stops listening after 3,000. */
  respondWithin: number;
}): App {
  const app = new App({
    receiver,
    // All is said in answers, so there is no token; with one, Bolt would ask Slack who it is at each cold start.
    authorize: () => Promise.resolve({}),
    ignoreSelf: false,
    logger: createBoltLogger(),
    clientOptions: {
      // An answer to a click is given to Slack and to nobody that it names, and waits no longer than a command's.
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...init?.headers, ...NEW_CONNECTION },
          redirect: "error",
          signal: AbortSignal.timeout(respondWithin),
        }),
    },
  });

  const respondOrApologise = async (
    event: string,
    answer: () => Message | Promise<Message>,
  ): Promise<Message> => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new ResponseLate()), respondWithin);
    try {
      return await Promise.race([answer(), late]);
    } catch (error) {
      if (error instanceof LotteryError && error.name === "InvalidItem") {
        log("error", event, { error: error.name, item: error.message.slice(0, LOGGED_LENGTH) });
        return formatParagraph(texts.malformedItem);
      }
      log("error", event, { error: error instanceof Error ? error.name : "unknown" });
      return formatParagraph(error instanceof ResponseLate ? texts.late : texts.trouble);
    } finally {
      clearTimeout(timer);
    }
  };

  const refuseOtherWorkspace = (event: string): Message => {
    log("warn", event, { reason: "other-workspace" });
    return formatParagraph(texts.otherWorkspace);
  };

  // Whatever the command is called in the app's settings: Slack has signed that it is this app's.
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
    const message = await respondOrApologise("command-failed", () =>
      registry.respond(command.text, {
        userId: command.user_id,
        channelId: command.channel_id,
        // Bolt says that it is always there, but Slack documents no such promise.
        channelName: command.channel_name ?? "",
        triggerId: command.trigger_id,
      }),
    );
    await ack({ response_type: "ephemeral", ...message });
  });

  for (const actionId of registry.actions) {
    app.action({ type: "block_actions", action_id: actionId }, async ({ action, body, respond, ack }) => {
      const isOwn = isFromWorkspace(workspace, {
        appId: body.api_app_id,
        teamId: body.team?.id,
        enterpriseId: body.enterprise?.id,
        userTeamId: body.user.team_id,
      });
      if (!isOwn) {
        // The message itself may be the own workspace's.
        const refusal = refuseOtherWorkspace("click-refused");
        await respond({ response_type: "ephemeral", replace_original: false, ...refusal });
        await ack();
        return;
      }
      const value = action.type === "button" ? (action.value ?? "") : "";
      const message = await respondOrApologise("click-failed", () =>
        registry.click(actionId, value, {
          userId: body.user.id,
          channelId: body.channel?.id ?? "",
          channelName: body.channel?.name ?? "",
          triggerId: body.trigger_id,
        }),
      );
      await respond({ response_type: "ephemeral", replace_original: true, ...message });
      await ack();
    });
  }

  app.error(({ code, name }) => {
    log("error", "slack-app", { error: name, code });
    return Promise.resolve();
  });
  return app;
}
