import { createHmac } from "node:crypto";
import type { HttpRequest } from "./http-event.ts";

/**
 * Signs a request as Slack does, version 0: a hex HMAC-SHA256 over version, timestamp and raw body.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @param timestamp seconds since 1970
 */
export function signBody(signingSecret: string, timestamp: number, body: string | Buffer): string {
  return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
}

interface Content {
  /** The app's URL. */
  origin: string;
  contentType: "application/x-www-form-urlencoded" | "application/json";
  body: string;
}

/**
 * Formats Slack's request to an app.
 * @param now the time of the signature, in ms
 */
export function formatSignedRequest(
  signingSecret: string,
  { origin, contentType, body }: Content,
  now = Date.now(),
): HttpRequest {
  const timestamp = Math.floor(now / 1000);
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
