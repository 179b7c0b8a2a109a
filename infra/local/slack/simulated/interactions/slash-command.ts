import type { Texts } from "../../../web/page/locales/texts.js";
import type { BotRequests } from "../requests/bot-requests.ts";
import { APP, SLACKBOT, TEAM, type Workspace } from "../workspace.ts";
import { parseAppResponse, showAppResponse } from "./app-response.ts";
import { type InteractionContext, VERIFICATION_TOKEN } from "./interaction-context.ts";
import type { ResponseUrls } from "./response-url.ts";
import type { Triggers } from "./triggers.ts";
import { formatTyped } from "./typed-text.ts";

interface SlashCommandDeps {
  texts: Pick<Texts, "slackbot">;
  /** The only slash command of the workspace. */
  command: string;
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
 * Creates the function that sends a typed slash command to the bot, signed, and shows the response as Slack does: only to
 * the caller, or to everybody together with the command. Slackbot reports an unknown command and a failure of the bot.
 */
export function createSlashCommand({
  texts,
  command: known,
  workspace,
  responseUrls,
  triggers,
  bot,
}: SlashCommandDeps) {
  return async function sendSlashCommand(
    typed: string,
    { user, channel, origin }: InteractionContext,
  ): Promise<void> {
    const [command = "", ...rest] = typed.split(/(?<=^\S+)\s+/);
    const postEphemeral = (text: string) => workspace.post(channel.id, SLACKBOT.id, { text }, user.id);
    // Slack ignores the case of a command's name, and sends the name as it was typed.
    if (command.toLowerCase() !== known) {
      postEphemeral(texts.slackbot.unknownCommand(formatTyped(command, workspace), `${known} help`));
      return;
    }
    const fail = (error: string) => postEphemeral(texts.slackbot.commandFailed(command, error));

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
    if (parsed.response.response_type === "in_channel")
      workspace.post(channel.id, user.id, { text: formatTyped(typed, workspace) });
    showAppResponse(workspace, parsed.response, { channel: channel.id, user: user.id });
  };
}
