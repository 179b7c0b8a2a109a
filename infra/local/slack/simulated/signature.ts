import { createHmac } from "node:crypto";

/**
 * Slack's signature of a request, version 0: a hex HMAC-SHA256 over version, time stamp and raw body.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @param timestamp seconds since 1970
 */
export function signBody(signingSecret: string, timestamp: number, body: string | Buffer): string {
  return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
}
