import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import * as z from "zod";
import { log } from "../../data/runtime/log.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { Secret } from "../../data/runtime/secret.ts";
import { parseSlackRequest } from "./slack-request.ts";
import { verifySignature } from "./verify-signature.ts";

const MAX_BODY_BYTES = 1_000_000;

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
 * The bot's Lambda handler behind an HTTP API (payload format 2.0). Passes on requests that Slack has signed, in the one
 * form that Bolt's receiver parses correctly, and refuses all others. Logs why a request is refused, never its content.
 */
export function createHttpEntry({
  signingSecret,
  slackApiUrl,
  receive,
  now,
}: {
  signingSecret: Secret;
  /** Responses to clicks go only to this host, even if a request names another one. */
  slackApiUrl: string;
  receive: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;
  now: () => number;
}) {
  const refuse = ({ statusCode, reason }: Refusal): APIGatewayProxyStructuredResultV2 => {
    log("warn", "request-refused", { reason });
    return { statusCode, body: "" };
  };

  return async function httpEntry(event: APIGatewayProxyEventV2, context: Context): Promise<unknown> {
    const parsed = safeParse(httpEvent, event);
    if (!parsed.success) return refuse({ statusCode: 400, reason: "malformed" });
    const headers = readHeaders(parsed.data.headers);
    const body = Buffer.from(parsed.data.body, parsed.data.isBase64Encoded ? "base64" : "utf8");
    if (body.length > MAX_BODY_BYTES) return refuse({ statusCode: 413, reason: "too-large" });

    const fault = await verifySignature(signingSecret, headers, body, now());
    if (fault) return refuse({ statusCode: 401, reason: fault });

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
