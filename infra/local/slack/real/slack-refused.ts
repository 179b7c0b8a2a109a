import { WebAPIPlatformError } from "@slack/web-api";

/** Slack's errors for its own problems. */
const TRANSIENT = new Set([
  "accesslimited",
  "fatal_error",
  "internal_error",
  "ratelimited",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
]);

const WHERE = {
  SLACK_APP_TOKEN: "Basic Information → App-Level Tokens, with the scope connections:write",
  SLACK_BOT_TOKEN: "OAuth & Permissions → Bot User OAuth Token",
};

/** Slack rejects this app, and only a person can fix it. The message says where. */
export class SlackRefused extends Error {
  override readonly name = "SlackRefused";
}

/** Socket Mode was switched off during a connection. */
export const createLinkDisabled = () =>
  new SlackRefused(
    "Socket Mode is switched off for this app. Switch it on at api.slack.com/apps → your app → Socket Mode, and start again.",
  );

/** The bot's token belongs to another workspace than the people and draws in the data. */
export const createOtherWorkspace = (id: string, expected: string) =>
  new SlackRefused(
    `SLACK_BOT_TOKEN belongs to the Slack workspace ${id}, but this lottery (its data folder, or SLACK_TEAM_ID) belongs to ${expected}. Use the token of that workspace, or another data folder.`,
  );

/** Makes a call that needs a token. Throws `SlackRefused` with the token's variable if Slack rejects the token. */
export async function callWithToken<Result>(
  variable: keyof typeof WHERE,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || TRANSIENT.has(error.data.error)) throw error;
    throw new SlackRefused(
      `Slack rejects ${variable} (${error.data.error}). Copy it again from api.slack.com/apps → your app → ${WHERE[variable]}.`,
      { cause: error },
    );
  }
}
