import { request } from "node:http";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { limitBody } from "../../../../infra/local/http/limit-body.ts";
import { listen } from "../../../../infra/local/http/listen.ts";

const serve = () => {
  const app = new Hono();
  app.use(limitBody(10, (c, status) => c.text("refused", status)));
  app.post("/", async (c) => c.text(await c.req.text()));
  return listen(app, { port: 0, purpose: "a test", variable: "PORT" });
};

/** Posts in chunks, like clients that do not know the length in advance. */
const postInChunks = (port: number) => {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const sent = request({ port, method: "POST", host: "127.0.0.1" }, ({ statusCode }) => resolve(statusCode));
  sent.on("error", reject);
  sent.write("a");
  sent.end("b");
  return promise;
};

test("accepts a body up to the limit, and refuses a longer one and one of unknown length", async () => {
  await using server = Object.assign(await serve(), {
    [Symbol.asyncDispose](this: { close(): Promise<void> }) {
      return this.close();
    },
  });
  const post = (body: string) => fetch(`http://127.0.0.1:${server.port}/`, { method: "POST", body });
  expect(await (await post("0123456789")).text()).toBe("0123456789");
  expect((await post("0123456789a")).status).toBe(413);
  expect(await postInChunks(server.port)).toBe(411);
});
