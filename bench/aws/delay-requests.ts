import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { startServer } from "../../infra/local/http/listen.ts";

/** Delays a request with this path. `forward` sends it to the server, and resolves when the response is complete. */
export type DelayRequest = (path: string, forward: () => Promise<void>) => Promise<void>;

/** Starts a proxy that delays the requests to a server. */
export async function delayRequests(server: Server, delay: DelayRequest) {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    await delay(incoming.url ?? "", async () => {
      const finished = once(outgoing, "finish");
      server.emit("request", incoming, outgoing);
      await finished;
    });
  };
  const proxy = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      console.error(error);
      incoming.socket.destroy();
    });
  });
  const listening = await startServer(proxy, { port: 0, purpose: "the proxy", variable: "none" });
  return {
    url: `http://localhost:${listening.port}`,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
