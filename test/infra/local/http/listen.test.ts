import { Server } from "node:http";
import { connect } from "node:net";
import { Hono } from "hono";
import { afterEach, expect, test, vi } from "vitest";
import { type Listening, listen, PortTaken, startServer } from "../../../../infra/local/http/listen.ts";

const open: Listening[] = [];

async function serve(app: Hono, port = 0): Promise<Listening> {
  const listening = await listen(app, { port, purpose: "the page", variable: "PORT" });
  open.push(listening);
  return listening;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close()));
});

test("serves an app on a free port of the loopback address", async () => {
  const { port } = await serve(new Hono().get("/", (c) => c.text("here")));
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(await response.text()).toBe("here");
});

test("names a port that is in use, its purpose, and the variable that changes it", async () => {
  const { port } = await serve(new Hono());
  const second = listen(new Hono(), { port, purpose: "the page", variable: "PORT" });
  await expect(second).rejects.toThrow(PortTaken);
  await expect(second).rejects.toThrow(new RegExp(`Port ${port} for the page .* PORT `));
});

test("closes at once, also while a request waits for its response", async () => {
  const reached = Promise.withResolvers<void>();
  const app = new Hono().get("/", () => {
    reached.resolve();
    return new Promise<Response>(() => undefined);
  });
  const listening = await listen(app, { port: 0, purpose: "the page", variable: "PORT" });
  const response = fetch(`http://127.0.0.1:${listening.port}/`);
  const cut = expect(response).rejects.toThrow();
  await reached.promise;
  await listening.close();
  await cut;
});

test("survives a connection that breaks in the middle of a request", async () => {
  const app = new Hono().post("/", async (c) => c.text(await c.req.text())).get("/", (c) => c.text("here"));
  const broke = vi.fn();
  app.onError((_error, c) => {
    broke();
    return c.body(null, 500);
  });
  const { port } = await serve(app);
  const socket = connect(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf", () =>
    socket.resetAndDestroy(),
  );
  await vi.waitFor(() => expect(broke).toHaveBeenCalled());
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("here");
});

test("listens on the given address, and names an address that is not this machine's", async () => {
  const at = (host: string) => ({ port: 0, purpose: "the page", variable: "PORT", host });
  const listening = await listen(
    new Hono().get("/", (c) => c.text("here")),
    at("localhost"),
  );
  open.push(listening);
  expect(await (await fetch(`http://localhost:${listening.port}/`)).text()).toBe("here");
  const refused = listen(new Hono(), at("203.0.113.7"));
  await expect(refused).rejects.toThrow(
    /^LOTTERY_HOST must be .* the page cannot listen on 203\.0\.113\.7\.$/,
  );
  await expect(refused).rejects.toMatchObject({ name: "HostUnknown" });
});

test("names a port that this user may not open, and the variable that changes it", async () => {
  // Some systems let every user open every port, and the superuser always can.
  class ForbiddenServer extends Server {
    override listen(): this {
      const error = Object.assign(new Error("listen EACCES"), { code: "EACCES" });
      process.nextTick(() => this.emit("error", error));
      return this;
    }
  }
  const port = { port: 80, purpose: "the page", variable: "PORT", host: "127.0.0.1" };
  const refused = startServer(new ForbiddenServer(), port);
  await expect(refused).rejects.toThrow(
    "This user may not open port 80 for the page. Set PORT to 1024 or more.",
  );
  await expect(refused).rejects.toMatchObject({ name: "PortForbidden" });
});
