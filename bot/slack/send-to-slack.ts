import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { FetchFunction } from "@slack/web-api";
import { NEW_CONNECTION } from "../../data/runtime/connections.ts";

const unzip = promisify(gunzip);

/** The value of a header, as `Headers` has it. */
const join = (value: string | string[] = "") => (Array.isArray(value) ? value.join(", ") : value);

/**
 * Returns what speaks a protocol; only the local Slack has no TLS. An `import` of `node:http` would load Node's `fetch`, too,
 * because that module exports its `WebSocket`.
 */
const findProtocol = (protocol: string) =>
  process.getBuiltinModule(protocol === "https:" ? "node:https" : "node:http");

/**
 * Sends a request to Slack like `fetch`, on its own connection and without following redirects. Node loads its `fetch` when it
 * is used for the first time, which would take a third of a cold start. So only file uploads use it. Rejects if the
 * response does not arrive as a whole.
 */
export const sendToSlack: FetchFunction = async function sendToSlack(url, init = {}) {
  const { method = "GET", body, signal } = init;
  const headers = { ...init.headers, ...NEW_CONNECTION };
  if (body !== undefined && typeof body !== "string") return await fetch(url, { ...init, headers });

  const { request } = findProtocol(new URL(url).protocol);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(
    url,
    { method, headers: { ...headers, "accept-encoding": "gzip" }, ...(signal && { signal }) },
    resolve,
  )
    .on("error", reject)
    .end(body);
  const response = await promise;
  const received = await buffer(response);
  const isZipped = response.headers["content-encoding"] === "gzip";
  const content = isZipped ? await unzip(received) : received;

  const { statusCode: status = 0, statusMessage: statusText = "" } = response;
  const own = Object.entries(response.headers).map(([name, value]): [string, string] => [name, join(value)]);
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url: String(url),
    headers: {
      get: (name) => own.find(([known]) => known === name.toLowerCase())?.[1] ?? null,
      entries: () => own,
    },
    text: () => Promise.resolve(content.toString()),
    json: async () => JSON.parse(content.toString()),
    arrayBuffer: () => Promise.resolve(new Uint8Array(content).buffer),
  };
};
