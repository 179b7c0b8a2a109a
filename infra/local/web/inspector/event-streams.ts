import { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { z } from "zod";

/** A browser has one for each page that is open. */
const MOST_STREAMS = 100;
/** Bytes that may wait for all readers together. */
const MOST_WAITING = 32 * 2 ** 20;

type Send = (event: string, data: unknown) => void;

const nodeBindings = z.object({ outgoing: z.instanceof(ServerResponse) });

/**
 * Creates the streams of server-sent events of one page. They are bounded in number and in what waits for their readers:
 * beyond that the slowest reader is cut off, or else the oldest. A page that is cut off connects again and gets the whole
 * state. The streams are written to Node's response directly, which knows how much waits.
 */
export function createEventStreams({ mostStreams = MOST_STREAMS, mostWaiting = MOST_WAITING } = {}) {
  /** Oldest first. */
  const open = new Set<ServerResponse>();

  const cutSlowest = () => {
    let slowest: ServerResponse | undefined;
    for (const each of open) if (!slowest || each.writableLength > slowest.writableLength) slowest = each;
    if (!slowest) return;
    open.delete(slowest);
    slowest.destroy();
  };
  const countWaiting = () => [...open].reduce((sum, { writableLength }) => sum + writableLength, 0);

  return {
    /**
     * Answers a request with a new stream.
     * @param start sends the current state, and from then on each change; what it returns ends that
     */
    open(c: Context, start: (send: Send) => (() => void)[]): Response {
      const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
      if (c.req.method === "HEAD") return c.body(null, 200, headers);
      const { outgoing } = nodeBindings.parse(c.env);
      outgoing.writeHead(200, headers);
      if (open.size >= mostStreams) cutSlowest();
      open.add(outgoing);
      let stops: (() => void)[] = [];
      outgoing.once("close", () => {
        open.delete(outgoing);
        for (const stop of stops) stop();
      });
      stops = start((event, data) => {
        if (!open.has(outgoing)) return;
        outgoing.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        while (countWaiting() > mostWaiting) cutSlowest();
      });
      return RESPONSE_ALREADY_SENT;
    },
  };
}
