import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, RequestListener } from "node:http";
import { buffer } from "node:stream/consumers";
import { isFromWebPage, isPath } from "../../http/server-names.ts";
import { isNestedDeeper } from "./json-depth.ts";

/** DynamoDB's own limit on a request. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
/** DynamoDB's own limit on values, 32, and what stands around them; dynalite goes through them by recursion. */
const DEEPEST_REQUEST = 100;

/** A request of which everything is there. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

/**
 * Takes the whole request before dynalite sees it, and its answer before the client does: dynalite throws
 * (and so ends the process) when a connection breaks while it reads or when a body is not what it expects. No framework
 * stands here: nearly all that the local stack does are requests to DynamoDB, and one took a quarter of each.
 */
export function createFront(
  throttles: (caller: string) => boolean,
  answer: (request: Asked) => Promise<Answer>,
): RequestListener {
  const judge = async (incoming: IncomingMessage): Promise<Answer> => {
    const { method = "", url = "", headers } = incoming;
    const refused = refuseHead(incoming);
    if (refused) return refused;
    const body = await buffer(incoming);
    if (method === "POST" && isScalar(body)) return refuse(400, "SerializationException");
    if (isNestedDeeper(body.toString(), DEEPEST_REQUEST)) return refuse(400, "ValidationException");
    const [, caller = ""] = /Credential=([^/,\s]*)/.exec(headers.authorization ?? "") ?? [];
    if (throttles(caller)) return refuse(400, "ProvisionedThroughputExceededException");
    return answer({ method: method === "HEAD" ? "GET" : method, url, headers, body });
  };

  return async (incoming, outgoing) => {
    const { status, headers, body } = await judge(incoming).catch((error: Error) =>
      refuse(500, "InternalServerError", { message: error.message }),
    );
    // Whoever has hung up hears nothing.
    if (!outgoing.destroyed) outgoing.writeHead(status, headers).end(body);
  };
}

/** What is refused without a look at the body. */
function refuseHead({ method = "", url = "", headers }: IncomingMessage): Answer | undefined {
  if (!isPath(url)) return empty(400);
  // Dynalite itself lets every web page of the world in.
  if (isFromWebPage(headers.host, (name) => headers[name] !== undefined))
    return refuse(403, "AccessDeniedException");
  if (headers["transfer-encoding"]) return empty(411);
  if (Number(headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) return empty(413);
  if (!/^\/(\?|$)/.test(url)) return refuse(404, "UnknownOperationException");
  if (method === "GET" || method === "HEAD" || method === "POST") return undefined;
  const refusal = refuse(405, "UnknownOperationException");
  return { ...refusal, headers: { ...refusal.headers, allow: "GET, HEAD, POST" } };
}

/** Every operation takes an object; dynalite fails on other JSON values. */
function isScalar(body: Buffer): boolean {
  return body.length > 0 && !/^\s*\{/.test(body.toString("utf8", 0, 1000));
}

function refuse(status: number, code: string, more: { message?: string } = {}): Answer {
  const body = JSON.stringify({ __type: `com.amazon.coral.service#${code}`, ...more });
  return { status, headers: { "content-type": "application/x-amz-json-1.0" }, body };
}

/** What is not read to its end leaves the connection of no use. */
function empty(status: number): Answer {
  return { status, headers: { connection: "close" }, body: "" };
}
