import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { startServer } from "../../infra/local/http/listen.ts";

export interface Answer {
  status: number;
  body: string;
}

export interface Asked {
  /** The path of the endpoint that the client was given, without slashes around it: it may say who asks. */
  path: string;
  /** `GetItem` … */
  operation: string;
  body: Record<string, unknown>;
  /** Asks DynamoDB itself. */
  passOn: (body: Record<string, unknown>) => Promise<Answer>;
}

function isBroken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET";
}

/** Stands before the DynamoDB at `url`: every request is answered by `answer`, which may pass it on. */
export async function serveFront(url: string, answer: (asked: Asked) => Promise<Answer>) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const passOn = async (headers: IncomingMessage["headers"], body: string): Promise<Answer> => {
    const { "content-length": _, ...others } = headers;
    const outgoing = request(url, { method: "POST", headers: others, agent });
    outgoing.end(body);
    const [incoming]: IncomingMessage[] = await once(outgoing, "response");
    if (!incoming) throw new Error("There is no answer.");
    return { status: incoming.statusCode ?? 502, body: (await buffer(incoming)).toString() };
  };
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { headers } = incoming;
    const body: Asked["body"] = JSON.parse((await buffer(incoming)).toString());
    const { status, body: text } = await answer({
      path: (incoming.url ?? "").replace(/^\/+|\/+$/g, ""),
      operation: String(headers["x-amz-target"]).split(".").at(-1) ?? "",
      body,
      passOn: (changed) => passOn(headers, JSON.stringify(changed)),
    });
    outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(text);
  };
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // A connection that breaks behind the front breaks before it, too: the client tries again.
      incoming.socket.destroy();
      if (!isBroken(error)) console.error(error);
    });
  });
  server.keepAliveTimeout = 60_000;
  const listening = await startServer(server, { port: 0, purpose: "the front", variable: "none" });
  return {
    url: `http://localhost:${listening.port}`,
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await listening.close();
    },
  };
}
