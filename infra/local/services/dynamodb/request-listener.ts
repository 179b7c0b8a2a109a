import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, RequestListener } from "node:http";
import { isFromWebPage, isPath } from "../../http/server-names.ts";
import { isNestedDeeper } from "./json-depth.ts";

/** DynamoDB's limit for a request. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
/** DynamoDB's limit for values is 32, plus the levels around them. Dynalite reads them recursively. */
const DEEPEST_REQUEST = 100;

/** A request that was received completely. */
export interface CompleteRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface CompleteResponse {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

/**
 * Receives the complete request before dynalite, and its complete response before the client: dynalite throws, and so ends
 * the process, if a connection breaks while it reads or a body has another form than it expects. This uses no framework:
 * most of the local stack's work is requests to DynamoDB, and a framework took a quarter of each.
 */
export function createRequestListener(
  throttles: (caller: string) => boolean,
  respond: (request: CompleteRequest) => Promise<CompleteResponse>,
): RequestListener {
  const receive = async (incoming: IncomingMessage): Promise<CompleteResponse> => {
    const { method = "", url = "", headers } = incoming;
    const refused = refuseHead(incoming);
    if (refused) return refused;
    const body = await receiveBody(incoming);
    if (method === "POST" && isScalar(body)) return refuse(400, "SerializationException");
    if (isNestedDeeper(body.toString(), DEEPEST_REQUEST)) return refuse(400, "ValidationException");
    const [, caller = ""] = /Credential=([^/,\s]*)/.exec(headers.authorization ?? "") ?? [];
    if (throttles(caller)) return refuse(400, "ProvisionedThroughputExceededException");
    return respond({ method: method === "HEAD" ? "GET" : method, url, headers, body });
  };

  return async function handleRequest(incoming, outgoing) {
    const { status, headers, body } = await receive(incoming).catch((error: Error) =>
      refuse(500, "InternalServerError", { message: error.message }),
    );
    // The client may have closed the connection.
    if (!outgoing.destroyed) outgoing.writeHead(status, headers).end(body);
  };
}

/** Returns the response to a request that is refused without reading its body. */
function refuseHead({ method = "", url = "", headers }: IncomingMessage): CompleteResponse | undefined {
  if (!isPath(url)) return empty(400);
  // Dynalite itself accepts requests of every web page.
  if (isFromWebPage(headers.host, (name) => headers[name] !== undefined))
    return refuse(403, "AccessDeniedException");
  if (headers["transfer-encoding"]) return empty(411);
  if (Number(headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) return empty(413);
  if (!/^\/(\?|$)/.test(url)) return refuse(404, "UnknownOperationException");
  if (method === "GET" || method === "HEAD" || method === "POST") return undefined;
  const refusal = refuse(405, "UnknownOperationException");
  return { ...refusal, headers: { ...refusal.headers, allow: "GET, HEAD, POST" } };
}

/** Receives the body. `buffer` of `node:stream/consumers` takes 0.05 ms longer. */
function receiveBody(incoming: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => resolve(Buffer.concat(chunks)));
  incoming.on("error", reject);
  return promise;
}

/** Every operation takes an object. Dynalite throws on other JSON values. */
function isScalar(body: Buffer): boolean {
  return body.length > 0 && !/^\s*\{/.test(body.toString("utf8", 0, 1000));
}

function refuse(status: number, code: string, more: { message?: string } = {}): CompleteResponse {
  const body = JSON.stringify({ __type: `com.amazon.coral.service#${code}`, ...more });
  return { status, headers: { "content-type": "application/x-amz-json-1.0" }, body };
}

/** The connection cannot be used again, because the body was not read. */
function empty(status: number): CompleteResponse {
  return { status, headers: { connection: "close" }, body: "" };
}
