import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { z } from "zod";

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: Buffer;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Formats a time as API Gateway does: `12/Mar/2020:19:03:58 +0000`. */
function formatTime(time: Date): string {
  const [day, clock] = time.toISOString().slice(0, 19).split("T");
  const [year, month, date] = (day ?? "").split("-");
  return `${date}/${MONTHS[Number(month) - 1]}/${year}:${clock} +0000`;
}

/**
 * Formats a request as the event of an API Gateway HTTP API (payload format 2.0). As there, a body whose type is not text
 * is in base64; a form is not text.
 */
export function formatHttpEvent({ method, url, headers, body }: HttpRequest): APIGatewayProxyEventV2 {
  const now = new Date();
  const routeKey = `${method} ${url.pathname}`;
  const isText = /^(text\/|application\/(json|javascript|xml)\b)/i.test(headers.get("content-type") ?? "");
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((key) => [key, url.searchParams.getAll(key).join(",")]),
  );
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(headers),
    ...(url.search && { queryStringParameters: query }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: url.hostname,
      domainPrefix: url.hostname.split(".")[0] ?? url.hostname,
      http: {
        method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: headers.get("user-agent") ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: formatTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

const resultSchema = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
});

/**
 * Parses the result of a Lambda function into the response of an API Gateway HTTP API. A result without a `statusCode` is
 * a JSON body; an invalid result is status 500 with the gateway's message.
 */
export function parseHttpResult(returned: unknown): Response {
  if (typeof returned !== "object" || returned === null || !("statusCode" in returned))
    return Response.json(returned ?? null);
  const result = resultSchema.safeParse(returned);
  if (!result.success) return Response.json({ message: "Internal Server Error" }, { status: 500 });
  const { statusCode, headers, cookies, body, isBase64Encoded } = result.data;
  const response = new Headers({ "content-type": "text/plain;charset=utf-8", ...headers });
  for (const cookie of cookies) response.append("set-cookie", cookie);
  const content = [204, 205, 304].includes(statusCode)
    ? null
    : Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  return new Response(content, { status: statusCode, headers: response });
}
