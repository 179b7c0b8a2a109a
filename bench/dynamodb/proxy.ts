import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { startServer } from "../../infra/local/http/listen.ts";

export interface ProxyResponse {
  status: number;
  body: string;
}

export interface ProxiedRequest {
  /** The path of the client's endpoint, without slashes at the ends. It can identify the client. */
  path: string;
  /** `GetItem` … */
  operation: string;
  body: Record<string, unknown>;
  /** Sends a request to DynamoDB. */
  forward: (body: Record<string, unknown>) => Promise<ProxyResponse>;
}

function isBroken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET";
}

/** Starts a proxy for the DynamoDB at `url`. `respond` handles each request, and may forward it. */
export async function serveProxy(url: string, respond: (request: ProxiedRequest) => Promise<ProxyResponse>) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const forward = async (headers: IncomingMessage["headers"], body: string): Promise<ProxyResponse> => {
    const { "content-length": _, ...others } = headers;
    const outgoing = request(url, { method: "POST", headers: others, agent });
    outgoing.end(body);
    const [incoming]: IncomingMessage[] = await once(outgoing, "response");
    if (!incoming) throw new Error("DynamoDB did not respond.");
    return { status: incoming.statusCode ?? 502, body: (await buffer(incoming)).toString() };
  };
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { headers } = incoming;
    const body: ProxiedRequest["body"] = JSON.parse((await buffer(incoming)).toString());
    const { status, body: text } = await respond({
      path: (incoming.url ?? "").replace(/^\/+|\/+$/g, ""),
      operation: String(headers["x-amz-target"]).split(".").at(-1) ?? "",
      body,
      forward: (changed) => forward(headers, JSON.stringify(changed)),
    });
    outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(text);
  };
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // If DynamoDB closes its connection, this closes the client's, too, so that the client tries again.
      incoming.socket.destroy();
      if (!isBroken(error)) console.error(error);
    });
  });
  server.keepAliveTimeout = 60_000;
  const listening = await startServer(server, { port: 0, purpose: "the proxy", variable: "none" });
  return {
    url: `http://localhost:${listening.port}`,
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await listening.close();
    },
  };
}
