/** How many bytes may wait for a slow reader before it is cut off; it comes back and gets the state anew. */
const BACKLOG = 4 * 2 ** 20;

type Send = (event: string, data: unknown) => void;

/**
 * A stream of server-sent events for one reader.
 * @param start sends what stands now, and from then on each change; what it answers ends that
 */
export function createEventStream(start: (send: Send) => (() => void)[]): ReadableStream<Uint8Array> {
  let stops: (() => void)[] = [];
  let isOpen = true;
  const stop = () => {
    isOpen = false;
    for (const each of stops) each();
  };
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send: Send = (event, data) => {
          if (!isOpen) return;
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
          if ((controller.desiredSize ?? 0) > -BACKLOG) return;
          stop();
          controller.close();
        };
        stops = start(send);
        if (!isOpen) stop();
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 2 ** 16 }),
  );
}

/** The headers of such a stream. */
export const EVENT_STREAM = { "content-type": "text/event-stream", "cache-control": "no-store" };
