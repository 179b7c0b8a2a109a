/** @module-tag slow */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../../../../infra/local/http/listen.ts";
import { createEventStreams } from "../../../../../infra/local/web/inspector/event-streams.ts";

/** More than the operating system buffers for a reader that does not read. */
const LARGE = "x".repeat(8 * 2 ** 20);

/** Serves the streams of one page. */
async function serveStreams(options: Parameters<typeof createEventStreams>[0], state: unknown = "now") {
  const streams = createEventStreams(options);
  const readers = new Set<(event: string, data: unknown) => void>();
  const app = new Hono().get("/events", (c) =>
    streams.open(c, (send) => {
      send("state", state);
      readers.add(send);
      return [() => readers.delete(send)];
    }),
  );
  const server = await listen(app, { port: 0, purpose: "a test", variable: "PORT" });
  onTestFinished(() => server.close());
  return {
    readers,
    sendAll(data: unknown) {
      for (const send of readers) send("change", data);
    },
    /** Requests a stream. Its events are read only after a call of `resume`. */
    async follow(method = "GET"): Promise<Socket> {
      const socket = connect(server.port, "127.0.0.1");
      onTestFinished(() => {
        socket.destroy();
      });
      socket.on("error", () => undefined);
      await once(socket, "connect");
      socket.pause();
      socket.write(`${method} /events HTTP/1.1\r\nhost: localhost\r\n\r\n`);
      return socket;
    },
  };
}

/** Reads until the server has sent this text or has closed the connection. */
async function readUntil(socket: Socket, wanted: string): Promise<boolean> {
  let seen = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    seen = (seen + String(chunk)).slice(-10_000);
    if (seen.includes(wanted)) return true;
  }
  return false;
}

test("a reader gets the state and then each change", async () => {
  const { follow, readers, sendAll } = await serveStreams({});
  const reader = await follow();
  expect(await readUntil(reader, 'event: state\ndata: "now"\n\n')).toBe(true);
  sendAll({ n: 1 });
  expect(await readUntil(reader, 'event: change\ndata: {"n":1}\n\n')).toBe(true);
  reader.destroy();
  await expect.poll(() => readers.size).toBe(0);
});

test("a reader that does not read is disconnected when too much is buffered, and a reader that reads is not", async () => {
  const { follow, readers, sendAll } = await serveStreams({ mostWaiting: 2 ** 21 });
  const idle = await follow();
  await expect.poll(() => readers.size).toBe(1);
  const busy = await follow();
  await expect.poll(() => readers.size).toBe(2);
  const reading = readUntil(busy, "the end");
  for (let times = 0; times < 40 && readers.size > 1; times++) {
    sendAll("x".repeat(2 ** 19));
    await expect.poll(() => readers.size === 1 || busy.bytesRead > (times + 1) * 2 ** 19).toBe(true);
  }
  expect(readers.size).toBe(1);
  sendAll("the end");
  expect(await reading).toBe(true);
  expect(await readUntil(idle, "the end")).toBe(false);
});

test("the bytes buffered for all readers together are bounded, even if each stream begins with a large state", async () => {
  const { follow, readers } = await serveStreams({ mostWaiting: 3 * LARGE.length }, LARGE);
  const idle = await Promise.all(Array.from({ length: 10 }, () => follow()));
  await expect.poll(() => readers.size).toBeLessThanOrEqual(4);
  expect(idle).toHaveLength(10);
  const reader = await follow();
  expect(await readUntil(reader, 'x"\n\n')).toBe(true);
});

test("beyond the allowed number of readers, the slowest or the oldest is disconnected", async () => {
  const { follow, readers, sendAll } = await serveStreams({ mostStreams: 3 });
  const [first, second, third] = [await follow(), await follow(), await follow()];
  await expect.poll(() => readers.size).toBe(3);
  const reading = [first, third].map((socket) => readUntil(socket, "the end"));
  sendAll(LARGE);
  await expect.poll(() => Math.min(first.bytesRead, third.bytesRead)).toBeGreaterThan(LARGE.length);
  const fourth = await follow();
  expect(await readUntil(second, "the end")).toBe(false);
  const fifth = await follow();
  expect(await reading[0]).toBe(false);
  sendAll("the end");
  expect(await Promise.all([reading[1], readUntil(fourth, "the end"), readUntil(fifth, "the end")])).toEqual([
    true,
    true,
    true,
  ]);
  expect(readers.size).toBe(3);
});

test("a HEAD request opens no stream", async () => {
  const { follow, readers } = await serveStreams({});
  const asking = await follow("HEAD");
  expect(await readUntil(asking, "text/event-stream")).toBe(true);
  expect(readers.size).toBe(0);
});
