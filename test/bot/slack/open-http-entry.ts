import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { context, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";

/** The example of https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const EXAMPLE = {
  timestamp: 1_531_420_618,
  signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
};
export const NOW = EXAMPLE.timestamp;
export const SLACK_API_URL = "https://slack.com/api/";
export const ACCEPTED = { statusCode: 200 };

/** An HTTP entry with a receiver that accepts everything and stores it. */
export function openHttpEntry(seconds = NOW) {
  const received: APIGatewayProxyEventV2[] = [];
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: SLACK_API_URL,
    now: () => seconds * 1_000,
    receive: (event) => {
      received.push(event);
      return Promise.resolve(ACCEPTED);
    },
  });
  return { received, enter: (event: APIGatewayProxyEventV2) => enter(event, context) };
}

export const example = (): APIGatewayProxyEventV2 => signedEvent(EXAMPLE.body, EXAMPLE.timestamp);

export function withHeaders(event: APIGatewayProxyEventV2, headers: Record<string, string | undefined>) {
  return { ...event, headers: { ...event.headers, ...headers } };
}
