import { createServer } from "node:http";
import { startServer } from "../../infra/local/http/listen.ts";

/** Serves a Slack API that accepts and counts messages. */
export async function serveSlack() {
  let messages = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.endsWith("/chat.postMessage")) messages++;
    incoming.resume().on("end", () => {
      outgoing
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ ok: true, ts: `${messages}.000001` }));
    });
  });
  const listening = await startServer(server, { port: 0, purpose: "Slack", variable: "none" });
  return {
    url: `http://localhost:${listening.port}/api/`,
    messages: () => messages,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
