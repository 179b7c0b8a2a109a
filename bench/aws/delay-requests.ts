import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { startServer } from "../../infra/local/http/listen.ts";

/** Delays a request with this path. `passOn` hands it to the server, and resolves when it is answered. */
export type DelayRequest = (path: string, passOn: () => Promise<void>) => Promise<void>;

/** Stands before a server and delays its requests. */
export async function delayRequests(server: Server, delay: DelayRequest) {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    await delay(incoming.url ?? "", async () => {
      const answered = once(outgoing, "finish");
      server.emit("request", incoming, outgoing);
      await answered;
    });
  };
  const front = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      console.error(error);
      incoming.socket.destroy();
    });
  });
  const listening = await startServer(front, { port: 0, purpose: "the front", variable: "none" });
  return {
    url: `http://localhost:${listening.port}`,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
