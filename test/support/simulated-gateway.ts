import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Hono } from "hono";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { createListener, startServer } from "../../infra/local/http/listen.ts";
import { createFormFiles } from "../../infra/local/slack/simulated/form-files.ts";
import { createHomeViews } from "../../infra/local/slack/simulated/interactions/home-views.ts";
import { createTriggers } from "../../infra/local/slack/simulated/interactions/triggers.ts";
import { createViews } from "../../infra/local/slack/simulated/interactions/views.ts";
import { createUploads } from "../../infra/local/slack/simulated/uploads.ts";
import { createWebApi } from "../../infra/local/slack/simulated/web-api/web-api.ts";
import { createWorkspace } from "../../infra/local/slack/simulated/workspace.ts";

export const APP_TOKEN = "xapp-1-A0LOTTERY-secret";
export const BOT_TOKEN = "xoxb-secret";

const PATIENCE = 20_000;
const acknowledgement = z.strictObject({
  envelope_id: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

type Envelope = { type: string; payload: unknown; accepts_response_payload?: boolean; envelope_id?: string };

/** An error code, or only a status. */
type Refusal = { error: string } | { status: 503 };

/** Fails the test if a promise does not resolve in time. */
function within<Value>(what: string, promise: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`There was no ${what} in time.`)), PATIENCE);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The other end of one connection over Socket Mode. */
function createLink(socket: WebSocket) {
  const waiting = new Map<string, (payload: Record<string, unknown>) => void>();
  const closed = Promise.withResolvers<void>();
  /** The ids of unexpected and repeated acknowledgements. */
  const strays: string[] = [];
  socket.on("message", (data) => {
    const { envelope_id: id, payload } = acknowledgement.parse(JSON.parse(String(data)));
    const resolve = waiting.get(id);
    waiting.delete(id);
    if (resolve) resolve(payload);
    else strays.push(id);
  });
  socket.on("close", () => closed.resolve());

  return {
    strays,
    closed: () => within("end of the connection", closed.promise),
    sendRaw: (text: string) => socket.send(text),
    /** Sends an envelope. Returns the payload of its acknowledgement. */
    send({ envelope_id: id = randomUUID(), ...envelope }: Envelope): Promise<Record<string, unknown>> {
      const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>();
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ accepts_response_payload: true, ...envelope, envelope_id: id }));
      return within("acknowledgement", promise);
    },
    disconnect(reason: string) {
      socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-1" } }));
    },
    /** Breaks the connection without a message. */
    cut: () => socket.terminate(),
    /** How many envelopes are not acknowledged. */
    unacknowledged: () => waiting.size,
  };
}

export type Link = ReturnType<typeof createLink>;

/**
 * A Slack workspace as an app in Socket Mode sees it: the Web API, and a gateway that says hello on a WebSocket.
 * @param origin the origin in its URLs, if not its own port: the one behind a proxy
 */
export async function startGateway({
  origin: givenOrigin,
  tls,
}: {
  origin?: string;
  tls?: { key: string; cert: string };
} = {}) {
  const workspace = createWorkspace();
  const links: Link[] = [];
  const refusals = new Map<string, Refusal>();
  const calls: string[] = [];
  const responses: unknown[] = [];
  let arrived = Promise.withResolvers<Link>();
  let scopes: string | undefined;

  const app = new Hono();
  app.use("/api/:method", async (c, next) => {
    const method = c.req.param("method");
    calls.push(method);
    const refusal = refusals.get(method);
    if (!refusal) await next();
    else c.res = "status" in refusal ? c.body(null, refusal.status) : c.json({ ok: false, ...refusal });
    if (scopes) c.header("x-oauth-scopes", scopes);
  });
  app.post("/response", async (c) => {
    responses.push(await c.req.json());
    return c.json({ ok: true });
  });
  app.post("/api/apps.connections.open", (c) =>
    c.json(
      c.req.header("authorization") === `Bearer ${APP_TOKEN}`
        ? { ok: true, url: `${origin.replace(/^http/, "ws")}/link?ticket=secret-ticket` }
        : { ok: false, error: "invalid_auth" },
    ),
  );
  app.route(
    "/api",
    createWebApi({
      workspace,
      uploads: createUploads(),
      formFiles: createFormFiles(),
      triggers: createTriggers(),
      views: createViews(),
      homes: createHomeViews(),
      botToken: BOT_TOKEN,
    }),
  );

  const listener = createListener(app);
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const listening = await startServer(server, { port: 0, purpose: "the gateway", variable: "PORT" });
  const origin = givenOrigin ?? `http://127.0.0.1:${listening.port}`;
  const sockets = new WebSocketServer({ server, path: "/link" });
  sockets.on("connection", (socket) => {
    const link = createLink(socket);
    socket.send(
      JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A0LOTTERY" } }),
    );
    links.push(link);
    arrived.resolve(link);
    arrived = Promise.withResolvers();
  });

  return {
    port: listening.port,
    apiUrl: `${origin}/api/`,
    /** The response URL for clicks, and the requests to it. */
    responseUrl: `${origin}/response`,
    responses,
    workspace,
    /** All connections so far. */
    links,
    /** The methods that were called, in order. */
    calls,
    /** The next connection from now on. */
    nextLink: () => within("connection", arrived.promise),
    /** Makes a method return an error code or a status, until this is changed. */
    refuse: (method: string, refusal: Refusal) => refusals.set(method, refusal),
    relent: (method: string) => refusals.delete(method),
    /** Sends the app's scopes with every response. */
    grant(granted: string) {
      scopes = granted;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await listening.close();
    },
  };
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>;
