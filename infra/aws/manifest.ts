/** Where Slack sends everything: commands and clicks. */
export const SLACK_PATH = "/slack/events";

/**
 * The bot's scopes: no wider than what is called.
 * - `commands`: `/lottery`.
 * - `chat:write`: `chat.postMessage`, `chat.update` and `chat.postEphemeral`, for announcements and private word.
 * - `chat:write.public`: a draw may be asked for in any public channel; without it, each would have to invite the bot
 *   before the first.
 * - `channels:history`, `groups:history`: `conversations.history` looks, in a public or a private channel, for an
 *   announcement whose posting Slack did not confirm, so that none is posted twice.
 * - `groups:read`: `conversations.info` says before a draw whether the bot is in the private channel.
 */
export const botScopes = [
  "commands",
  "chat:write",
  "chat:write.public",
  "channels:history",
  "groups:history",
  "groups:read",
];

/**
 * The manifest of the Slack app behind `url`, which may be the whole address or its origin alone; without it of one that
 * connects to Slack itself, in Socket Mode.
 * https://docs.slack.dev/reference/app-manifest
 */
export function createManifest(url?: string) {
  const requestUrl = url === undefined ? undefined : new URL(SLACK_PATH, url).href;
  return {
    display_information: {
      name: "Lottery",
      description: "Draws winners that anyone can check",
      background_color: "#1d3557",
    },
    features: {
      bot_user: { display_name: "Lottery", always_online: true },
      slash_commands: [
        {
          command: "/lottery",
          ...(requestUrl && { url: requestUrl }),
          description: "Draw winners, or see who has won",
          usage_hint: "draw 2 [prize] | winners | help",
          // People and channels arrive by their ids, whatever they are called.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: botScopes } },
    settings: {
      interactivity: { is_enabled: true, ...(requestUrl && { request_url: requestUrl }) },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}
