import type { BotRequests } from "../requests/bot-requests.ts";
import { APP, SLACKBOT, TEAM, type Workspace } from "../workspace.ts";
import { parseAppResponse, showAppResponse } from "./app-response.ts";
import { type InteractionContext, VERIFICATION_TOKEN } from "./interaction-context.ts";
import type { ResponseUrls } from "./response-url.ts";
import type { Triggers } from "./triggers.ts";
import { formatTyped } from "./typed-text.ts";

const COMMAND = "/lottery";

interface SlashCommandDeps {
  workspace: Workspace;
  responseUrls: ResponseUrls;
  triggers: Triggers;
  bot: BotRequests;
}

function parseBody(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { text: body };
}

/**
 * Sends what somebody typed after a slash to the bot, signed, and shows the answer as Slack does: to that one
 * alone, or with the command itself to all. An unknown command, or a bot that fails, is Slackbot's to tell.
 */
export function createSlashCommand({ workspace, responseUrls, triggers, bot }: SlashCommandDeps) {
  return async function sendSlashCommand(
    typed: string,
    { user, channel, origin }: InteractionContext,
  ): Promise<void> {
    const [command = "", ...rest] = typed.split(/(?<=^\S+)\s+/);
    const whisper = (text: string) => workspace.post(channel.id, SLACKBOT.id, { text }, user.id);
    // Slack finds a command in whatever case it is typed, and sends it as it was typed.
    if (command.toLowerCase() !== COMMAND) {
      whisper(`${formatTyped(command, workspace)} is not a valid command. Try \`${COMMAND} help\`.`);
      return;
    }
    const fail = (error: string) => whisper(`${command} failed with the error "${error}"`);

    const delivery = await bot.deliver(origin, {
      token: VERIFICATION_TOKEN,
      team_id: TEAM.id,
      team_domain: TEAM.domain,
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: user.id,
      user_name: user.name,
      command,
      text: formatTyped(rest.join(" ").trim(), workspace),
      api_app_id: APP.id,
      is_enterprise_install: "false",
      response_url: origin + responseUrls.create({ channel: channel.id, user: user.id }),
      trigger_id: triggers.create(user.id),
    });
    if (!delivery.ok) {
      fail(delivery.error);
      return;
    }
    if (!delivery.body) return;
    const parsed = parseAppResponse(parseBody(delivery.body));
    if (!parsed.ok) {
      fail(parsed.error);
      return;
    }
    if (parsed.answer.response_type === "in_channel")
      workspace.post(channel.id, user.id, { text: formatTyped(typed, workspace) });
    showAppResponse(workspace, parsed.answer, { channel: channel.id, user: user.id });
  };
}
