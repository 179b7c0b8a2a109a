import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";

/**
 * An HTTP proxy that accepts only CONNECT. All hosts that end in `.test` are at one port of this machine, so they can be
 * reached only through the proxy.
 */
export async function startProxy(targetPort: () => number, { password }: { password?: string } = {}) {
  const tunnels = new Set<Socket>();
  const asked: string[] = [];
  let isStalled = false;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "", headers }: IncomingMessage, client: Socket) => {
    const [host = "", port] = url.split(":");
    asked.push(host);
    const expected = password && `Basic ${Buffer.from(`lottery:${password}`).toString("base64")}`;
    if (headers["proxy-authorization"] !== (expected || undefined)) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const target = connect(host.endsWith(".test") ? targetPort() : Number(port), "127.0.0.1");
    target.once("connect", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      client.on("data", (data) => isStalled || target.write(data));
      target.on("data", (data) => isStalled || client.write(data));
    });
    tunnels.add(client);
    client.on("end", () => client.destroy());
    client.on("close", () => {
      tunnels.delete(client);
      target.destroy();
    });
    target.on("close", () => isStalled || client.destroy());
    for (const socket of [client, target]) socket.on("error", () => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");

  return {
    url: `http://${password ? `lottery:${password}@` : ""}127.0.0.1:${address.port}`,
    /** The requested hosts, in order. */
    asked,
    /** The open tunnels. */
    tunnels,
    /** From now on, the proxy transfers nothing, but leaves the connections open. */
    stall() {
      isStalled = true;
    },
    async [Symbol.asyncDispose]() {
      for (const tunnel of tunnels) tunnel.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
