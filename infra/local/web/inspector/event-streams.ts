import { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { z } from "zod";

/** Each open page has one. */
const MOST_STREAMS = 100;
/** Bytes that may be buffered for all readers together. */
const MOST_WAITING = 32 * 2 ** 20;

type Send = (event: string, data: unknown) => void;

const nodeBindings = z.object({ outgoing: z.instanceof(ServerResponse) });

/**
 * Creates the streams of server-sent events of a page. Their number and the bytes buffered for their readers are limited:
 * beyond a limit the slowest reader is disconnected, or the oldest if all are equally slow. A disconnected page connects
 * again and gets the whole state. The streams write to Node's response directly, because it knows the buffered bytes.
 */
export function createEventStreams({ mostStreams = MOST_STREAMS, mostWaiting = MOST_WAITING } = {}) {
  /** Oldest first. */
  const open = new Set<ServerResponse>();

  const disconnectSlowest = () => {
    let slowest: ServerResponse | undefined;
    for (const each of open) if (!slowest || each.writableLength > slowest.writableLength) slowest = each;
    if (!slowest) return;
    open.delete(slowest);
    slowest.destroy();
  };
  const countWaiting = () => [...open].reduce((sum, { writableLength }) => sum + writableLength, 0);

  return {
    /**
     * Responds to a request with a new stream.
     * @param start sends the current state and then each change; it returns functions that end this
     */
    open(c: Context, start: (send: Send) => (() => void)[]): Response {
      const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
      if (c.req.method === "HEAD") return c.body(null, 200, headers);
      const { outgoing } = nodeBindings.parse(c.env);
      outgoing.writeHead(200, headers);
      if (open.size >= mostStreams) disconnectSlowest();
      open.add(outgoing);
      let stops: (() => void)[] = [];
      outgoing.once("close", () => {
        open.delete(outgoing);
        for (const stop of stops) stop();
      });
      stops = start((event, data) => {
        if (!open.has(outgoing)) return;
        outgoing.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        while (countWaiting() > mostWaiting) disconnectSlowest();
      });
      return RESPONSE_ALREADY_SENT;
    },
  };
}
