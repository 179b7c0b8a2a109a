import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server. Those that are idle can be forgotten, as the network does while Lambda freezes a
 * function: the client does not know, and its next request on such a connection is reset.
 */
export function createIdleConnections() {
  const idle = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  const watched = new WeakSet<Socket>();

  /** Drops the connection once it is closed, so that a long run does not remember all its connections. */
  const watch = (socket: Socket) => {
    if (watched.has(socket)) return;
    watched.add(socket);
    socket.once("close", () => idle.delete(socket));
  };

  return {
    /** Notes that this request occupies its connection until the response has ended. */
    use({ socket }: IncomingMessage, response: ServerResponse) {
      watch(socket);
      idle.delete(socket);
      response.once("close", () => {
        if (!socket.destroyed) idle.add(socket);
      });
    },

    /** Forgets all connections that are idle now. Returns how many. */
    forgetIdle(): number {
      const count = idle.size;
      for (const socket of idle) forgotten.add(socket);
      idle.clear();
      return count;
    },

    isForgotten: ({ socket }: IncomingMessage) => forgotten.has(socket),
  };
}
