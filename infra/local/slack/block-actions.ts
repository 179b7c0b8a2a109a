import { type Button, findButton } from "./blocks.ts";
import type { BotRequests, DeliveryError } from "./bot-requests.ts";
import { createTriggerId, type Occasion, VERIFICATION_TOKEN } from "./occasion.ts";
import type { ResponseUrls } from "./response-url.ts";
import { APP, formatMessage, type Message, TEAM, type Workspace } from "./workspace.ts";

interface Click {
  ts: string;
  block_id: string;
  action_id: string;
}

interface BlockActionDeps {
  workspace: Workspace;
  responseUrls: ResponseUrls;
  bot: BotRequests;
}

/** The payload of a click; an ephemeral message is not shown in it, as Slack itself does not keep those. */
function formatPayload(
  { user, channel, origin }: Occasion,
  message: Message,
  blockId: string,
  { type, action_id, text, value, style }: Button,
  responsePath: string,
) {
  return {
    type: "block_actions",
    user: { id: user.id, username: user.name, name: user.name, team_id: TEAM.id },
    api_app_id: APP.id,
    token: VERIFICATION_TOKEN,
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.visibleTo !== undefined,
    },
    trigger_id: createTriggerId(),
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.name },
    ...(!message.visibleTo && { message: formatMessage(message, { metadata: true }) }),
    state: { values: {} },
    response_url: origin + responsePath,
    actions: [
      {
        type,
        action_id,
        block_id: blockId,
        text,
        ...(value !== undefined && { value }),
        ...(style && { style }),
        action_ts: (Date.now() / 1000).toFixed(6),
      },
    ],
  };
}

/** Sends clicks on buttons to the bot, signed. */
export function createBlockAction({ workspace, responseUrls, bot }: BlockActionDeps) {
  /** Answers what went wrong: a button that this person cannot see, or a bot that does not answer. */
  return async function sendClick(
    { ts, block_id, action_id }: Click,
    occasion: Occasion,
  ): Promise<DeliveryError | "message_not_found" | undefined> {
    const { user, channel, origin } = occasion;
    const message = workspace.find(channel.id, ts);
    const button = message && findButton(message.blocks ?? [], block_id, action_id);
    if (!button || (message.visibleTo && message.visibleTo !== user.id)) return "message_not_found";

    const responsePath = responseUrls.create({ channel: channel.id, user: user.id, originalTs: ts });
    const payload = formatPayload(occasion, message, block_id, button, responsePath);
    const delivery = await bot.deliver(origin, { payload: JSON.stringify(payload) });
    return delivery.ok ? undefined : delivery.error;
  };
}
