import type { Socket } from "node:net";
import { buildConnector, EnvHttpProxyAgent, Pool } from "undici";
import type { Proxies } from "../../settings/proxies.ts";

/**
 * Creates the dispatcher of one session through a proxy. Slack's library can close only its own connections at once, so this
 * tracks the sockets to the proxy, and `close` destroys them.
 */
export function createProxyDispatcher({ http, https, except }: Proxies) {
  const sockets = new Set<Socket>();
  const connect = buildConnector({});
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: http,
    httpsProxy: https,
    noProxy: except,
    clientFactory: (origin) =>
      new Pool(origin, {
        connect: (options, callback) =>
          connect(options, (...result) => {
            const [, socket] = result;
            if (socket) sockets.add(socket.once("close", () => sockets.delete(socket)));
            callback(...result);
          }),
      }),
  });
  return {
    dispatcher,
    close() {
      for (const socket of sockets) socket.destroy();
      void dispatcher.destroy();
    },
  };
}
