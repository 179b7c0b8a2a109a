import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import { limitBody } from "../../http/limit-body.ts";
import { isPageRequest } from "../../http/server-names.ts";
import { formatFunctionArn } from "../../settings/arns.ts";
import type { Store } from "../store/store.ts";
import { redeliver } from "./redeliver.ts";

/** Lambda's limit for the event of an asynchronous invocation, in bytes. */
const LARGEST_EVENT = 256 * 1024;

const invocationRow = z.object({ id: z.string(), event: jsonOf(z.unknown()) });

interface InvocationsDeps {
  store: Store;
  runCallback: (event: unknown) => Promise<unknown>;
  /** ms before each further attempt of a failed invocation. */
  retryDelays: readonly number[];
  reportError: (error: unknown) => void;
}

function parseEvent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Creates Lambda's API for asynchronous invocations of the callback. They are stored until they have ended: what was under
 * way when the program stopped runs again.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createInvocations({ store, runCallback, retryDelays, reportError }: InvocationsDeps) {
  const running = new Set<Promise<void>>();
  const stopped = new AbortController();

  const run = async (id: string, event: unknown) => {
    try {
      await redeliver(() => runCallback(event), retryDelays, stopped.signal);
    } catch (error) {
      if (stopped.signal.aborted) return;
      reportError(error);
    }
    if (!stopped.signal.aborted) store.run("DELETE FROM invocation WHERE id = ?", id);
  };

  const start = (id: string, event: unknown) => {
    const invocation = run(id, event);
    running.add(invocation);
    void invocation.finally(() => running.delete(invocation));
  };
  for (const { id, event } of store.all(invocationRow, "SELECT id, event FROM invocation ORDER BY rowid"))
    start(id, event);

  const app = new Hono();
  app.use((c, next) => (isPageRequest(c.req.raw) ? Promise.resolve(c.json({ Type: "User" }, 403)) : next()));
  app.use(limitBody(LARGEST_EVENT, (c, status) => c.json({ Type: "User" }, status)));
  app.post("/2015-03-31/functions/:function/invocations", async (c) => {
    const refuse = (status: 400 | 404, type: string) => {
      c.header("x-amzn-errortype", type);
      return c.json({ Type: "User", Message: type }, status);
    };
    if (c.req.param("function") !== formatFunctionArn("Callback"))
      return refuse(404, "ResourceNotFoundException");
    if (c.req.header("x-amz-invocation-type") !== "Event")
      return refuse(400, "InvalidParameterValueException");
    const event = parseEvent(await c.req.text());
    if (event === undefined) return refuse(400, "InvalidRequestContentException");
    const id = randomUUID();
    store.run("INSERT INTO invocation (id, event) VALUES (?, ?)", id, JSON.stringify(event));
    await store.committed();
    start(id, event);
    return c.body(null, 202);
  });

  return {
    app,
    /** Resolves when no invocation is running. */
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    close: () => stopped.abort(),
  };
}
