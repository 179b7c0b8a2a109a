import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { CompleteRequest, CompleteResponse } from "./request-listener.ts";

/**
 * What the local DynamoDB reads of a signature, which it does not check. A valid signature takes a third of the time of a
 * request that does not leave the process.
 */
const UNSIGNED = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
  "x-amz-date": "20260101T000000Z",
};

type RequestHandler = Extract<NonNullable<DynamoDBClientConfig["requestHandler"]>, { handle: unknown }>;
type HttpRequest = Parameters<RequestHandler["handle"]>[0];

/**
 * Returns the settings of clients that call a DynamoDB in this process. Requests and responses are those of HTTP, without a
 * socket.
 */
export function connectInProcess(
  endpoint: string,
  respond: (request: CompleteRequest) => Promise<CompleteResponse>,
) {
  return {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    signer: {
      sign: async (request) => ({ ...request, headers: { ...request.headers, ...UNSIGNED } }),
    },
    requestHandler: {
      async handle({ method, path, headers, body }: HttpRequest) {
        // `Buffer.from` would convert the body to text first, about which the SDK warns.
        const bytes = body instanceof Uint8Array ? Buffer.concat([body]) : Buffer.from(String(body ?? ""));
        const response = await respond({ method, url: path, headers, body: bytes });
        return { response: formatResponse(response) };
      },
    },
  } satisfies DynamoDBClientConfig;
}

export type InProcessConnection = ReturnType<typeof connectInProcess>;

function formatResponse({ status, headers, body }: CompleteResponse) {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { statusCode: status, headers: Object.fromEntries(texts), body: Buffer.from(body) };
}
