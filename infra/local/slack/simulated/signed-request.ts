import type { HttpRequest } from "./http-event.ts";
import { signBody } from "./signature.ts";

interface Content {
  /** The address by which the app is reached. */
  origin: string;
  contentType: "application/x-www-form-urlencoded" | "application/json";
  body: string;
}

/** The request with which Slack brings something to an app, signed at this moment. */
export function formatSignedRequest(
  signingSecret: string,
  { origin, contentType, body }: Content,
): HttpRequest {
  const timestamp = Math.floor(Date.now() / 1000);
  const url = new URL("/slack/events", origin);
  return {
    method: "POST",
    url,
    headers: new Headers({
      accept: "application/json,*/*",
      "content-length": String(Buffer.byteLength(body)),
      "content-type": contentType,
      host: url.host,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signBody(signingSecret, timestamp, body),
    }),
    body: Buffer.from(body),
  };
}
