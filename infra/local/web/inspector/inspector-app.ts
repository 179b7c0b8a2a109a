import { Hono } from "hono";
import { z } from "zod";
import { BadRequest, parseRequest, respondToBadRequest } from "../../http/page-request.ts";
import { sameOrigin } from "../../http/same-origin.ts";
import type { Inspector } from "./inspector.ts";

const faultSchema = z.object({ name: z.string(), active: z.boolean() });

/** Creates the app that returns an execution with its whole history, which is too large for the feed. */
export function createExecutionApp(findExecution: Inspector["findExecution"]): Hono {
  return new Hono().get("/executions/:name", (c) => {
    const execution = findExecution(c.req.param("name"));
    if (!execution) return c.json({ ok: false, error: "There is no such execution." }, 404);
    const { input, output, error, cause, events } = execution;
    return c.json({ ok: true, input, output, error, cause, events });
  });
}

/** Creates the app that also switches faults and resets the stack. */
export function createInspectorApp({ faults, findExecution, reset }: Inspector): Hono {
  const app = new Hono();
  app.use(sameOrigin);
  app.route("/", createExecutionApp(findExecution));

  app.post("/faults", async (c) => {
    const { name, active } = await parseRequest(c, faultSchema);
    if (!faults.set(name, active)) throw new BadRequest(`There is no fault ${name}.`);
    return c.json({ ok: true });
  });

  app.post("/reset", async (c) => {
    await parseRequest(c, z.object({}));
    await reset();
    return c.json({ ok: true });
  });

  app.onError(respondToBadRequest);
  return app;
}
