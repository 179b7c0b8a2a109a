import { commands } from "../../bot/commands/registry.ts";

/** The path to which Slack sends commands, clicks and events. */
export const SLACK_PATH = "/slack/events";

/**
 * The bot's scopes. Each is needed by a method that the bot calls:
 * - `commands`: the slash command.
 * - `chat:write`: `chat.postMessage`, `chat.update` and `chat.postEphemeral`, for announcements and private messages.
 * - `chat:write.public`: announcements in public channels that the bot has not joined.
 * - `channels:history`, `groups:history`: `conversations.history` looks for an announcement that Slack did not confirm,
 *   so that it is not posted twice.
 * - `files:write`, `im:write`: `conversations.open`, `files.getUploadURLExternal` and `files.completeUploadExternal` send
 *   exports as files to direct messages.
 * - `groups:read`: `conversations.info` checks before a draw whether the bot is a member of the private channel.
 * - `channels:read`: the same check, for a channel that was chosen in a form: it can be public or private.
 * - `files:read`: `files.info` and the download of a file with people, which somebody has put into a form.
 * - `usergroups:read`: `usergroups.users.list` lists the people of a user group for a sync. For channels, `channels:read` and
 *   `groups:read` allow `conversations.members`.
 * - `users:read.email`: a sync matches people by their email addresses.
 * - `users:read`: `users.list` for a sync; `users.info` checks whether operators are members of the workspace, and no guests.
 */
export const botScopes = [
  "commands",
  "chat:write",
  "chat:write.public",
  "channels:history",
  "groups:history",
  "files:write",
  "im:write",
  "groups:read",
  "channels:read",
  "users:read",
  "users:read.email",
  "usergroups:read",
  "files:read",
];

/**
 * Creates the manifest of the Slack app. `url` is the address of the bot, or its origin. Without `url`, the manifest is
 * for an app in Socket Mode. `command` is the name of the slash command, and `name` that of the app.
 * https://docs.slack.dev/reference/app-manifest
 */
export function createManifest({
  url,
  command,
  name = "Lottery",
}: {
  url?: string;
  command: string;
  name?: string;
}) {
  const requestUrl = url === undefined ? undefined : new URL(SLACK_PATH, url).href;
  return {
    display_information: {
      name,
      description: "Draws winners that anyone can check",
      background_color: "#1d3557",
    },
    features: {
      // The bot sends direct messages, and reads none.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: name, always_online: true },
      slash_commands: [
        {
          command,
          ...(requestUrl && { url: requestUrl }),
          description: "Draw winners, or see who has won",
          usage_hint: Object.keys(commands).join(" | "),
          // Slack sends mentioned people and channels as ids.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: botScopes } },
    settings: {
      event_subscriptions: {
        ...(requestUrl && { request_url: requestUrl }),
        // It needs no scope, as `views.publish`, which answers it.
        bot_events: ["app_home_opened"],
      },
      interactivity: { is_enabled: true, ...(requestUrl && { request_url: requestUrl }) },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}
