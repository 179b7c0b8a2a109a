import { WebAPIPlatformError } from "@slack/web-api";

/** Words with which Slack says that it is in trouble itself. */
const PASSING = new Set([
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

/** Slack lets this app in no more, and only a person can mend it: the message says where. */
export class SlackRefused extends Error {
  override readonly name = "SlackRefused";
}

/** Socket Mode has been switched off while we were connected. */
export const createLinkDisabled = () =>
  new SlackRefused(
    "Socket Mode is switched off for this app: switch it on at api.slack.com/apps → your app → Socket Mode, and start again.",
  );

/** The bot's token belongs to another workspace than the data, in which people and draws of a workspace are recorded. */
export const createOtherWorkspace = (id: string, expected: string) =>
  new SlackRefused(
    `SLACK_BOT_TOKEN belongs to the Slack workspace ${id}, but this lottery (its data folder, or SLACK_TEAM_ID) to ${expected}: use the token of that workspace, or another folder for the data.`,
  );

/** Runs what needs a token. Throws `SlackRefused`, which names the token, where Slack does not take it. */
export async function callWithToken<Result>(
  variable: keyof typeof WHERE,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || PASSING.has(error.data.error)) throw error;
    throw new SlackRefused(
      `Slack does not take ${variable} (${error.data.error}): copy it anew from api.slack.com/apps → your app → ${WHERE[variable]}.`,
      { cause: error },
    );
  }
}
