import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "../../data/runtime/secret.ts";

/** Slack recommends to refuse a request whose timestamp differs from the current time by more than this. */
const MAX_SKEW_SECONDS = 300;

/** Why a signature is not accepted, for the log. */
export type SignatureFault =
  | "unsigned"
  | "timestamp-malformed"
  | "timestamp-out-of-range"
  | "signature-wrong";

/**
 * Verifies Slack's signature: `v0=` and the HMAC-SHA256, in hex, of `v0:<timestamp>:<body>`. `body` is the raw request
 * body; `now` is in epoch milliseconds. Returns undefined if the signature is valid.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export async function verifySignature(
  signingSecret: Secret,
  headers: ReadonlyMap<string, string>,
  body: Buffer,
  now: number,
): Promise<SignatureFault | undefined> {
  const timestamp = headers.get("x-slack-request-timestamp");
  const signature = headers.get("x-slack-signature");
  if (!timestamp || !signature) return "unsigned";
  if (!/^\d{1,12}$/.test(timestamp)) return "timestamp-malformed";
  if (Math.abs(now / 1_000 - Number(timestamp)) > MAX_SKEW_SECONDS) return "timestamp-out-of-range";
  const given = Buffer.from(signature);
  const isSignedWith = (secret: string) => {
    const digest = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex");
    const expected = Buffer.from(`v0=${digest}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  const secret = await signingSecret.read();
  if (isSignedWith(secret)) return undefined;
  // The secret may have been replaced since it was read.
  const newest = await signingSecret.readAgain();
  if (newest !== secret && isSignedWith(newest)) return undefined;
  return "signature-wrong";
}
