import { createHmac, timingSafeEqual } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import * as z from "zod";
import { log } from "../../data/runtime/log.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { Secret } from "../../data/runtime/secret.ts";
import { parseSlackRequest } from "./slack-request.ts";

/** Slack's own advice: a request that says it is older (or newer) than this is a replay. */
const LARGEST_SKEW_SECONDS = 300;
const LARGEST_BODY_BYTES = 1_000_000;

const httpEvent = z.looseObject({
  headers: z.record(z.string(), z.string().optional()).default({}),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
});

type Refusal = { statusCode: 400 | 401 | 413; reason: string };

function readHeaders(headers: Readonly<Record<string, string | undefined>>): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value ?? ""]));
}

/**
 * Slack's signature: `v0=` and the HMAC-SHA256, in hex, of `v0:<timestamp>:<body>` over the raw bytes.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
async function verifySignature(
  signingSecret: Secret,
  headers: ReadonlyMap<string, string>,
  body: Buffer,
  now: number,
): Promise<Refusal | undefined> {
  const timestamp = headers.get("x-slack-request-timestamp");
  const signature = headers.get("x-slack-signature");
  if (!timestamp || !signature) return { statusCode: 401, reason: "unsigned" };
  if (!/^\d{1,12}$/.test(timestamp)) return { statusCode: 401, reason: "timestamp-malformed" };
  if (Math.abs(now / 1_000 - Number(timestamp)) > LARGEST_SKEW_SECONDS)
    return { statusCode: 401, reason: "timestamp-out-of-range" };
  const given = Buffer.from(signature);
  const isSignedWith = (secret: string) => {
    const digest = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex");
    const expected = Buffer.from(`v0=${digest}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  const secret = await signingSecret.read();
  if (isSignedWith(secret)) return undefined;
  // Slack may have been given a new secret since.
  const newest = await signingSecret.readAgain();
  if (newest !== secret && isSignedWith(newest)) return undefined;
  return { statusCode: 401, reason: "signature-wrong" };
}

/**
 * The entry of the bot's Lambda behind an HTTP API (payload format 2.0): lets in what Slack has signed, in the one form
 * that the receiver reads rightly, and answers everything else itself (the receiver fails at what it does not expect). The reason is logged, the content never.
 */
export function createHttpEntry({
  signingSecret,
  slackApiUrl,
  receive,
  now,
}: {
  signingSecret: Secret;
  /** Where Slack is: answers to clicks go there, whatever a request says. */
  slackApiUrl: string;
  receive: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;
  now: () => number;
}) {
  const refuse = ({ statusCode, reason }: Refusal): APIGatewayProxyStructuredResultV2 => {
    log("warn", "request-refused", { reason });
    return { statusCode, body: "" };
  };

  return async (event: APIGatewayProxyEventV2, context: Context): Promise<unknown> => {
    const parsed = safeParse(httpEvent, event);
    if (!parsed.success) return refuse({ statusCode: 400, reason: "malformed" });
    const headers = readHeaders(parsed.data.headers);
    const body = Buffer.from(parsed.data.body, parsed.data.isBase64Encoded ? "base64" : "utf8");
    if (body.length > LARGEST_BODY_BYTES) return refuse({ statusCode: 413, reason: "too-large" });

    const refusal = await verifySignature(signingSecret, headers, body, now());
    if (refusal) return refuse(refusal);

    const [mediaType = ""] = (headers.get("content-type") ?? "").toLowerCase().split(";");
    const request = parseSlackRequest(mediaType.trim(), body.toString("utf8"), slackApiUrl);
    if (!request) return refuse({ statusCode: 400, reason: "unreadable" });

    return await receive(
      {
        ...event,
        headers: { ...Object.fromEntries(headers), "content-type": "application/json" },
        body: JSON.stringify(request),
        isBase64Encoded: false,
      },
      context,
    );
  };
}
