import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { z } from "zod";
import { safeParse } from "../../../../data/runtime/safe-parse.ts";
import { limitBody } from "../../http/limit-body.ts";
import { isPageRequest } from "../../http/server-names.ts";
import { ApiError } from "./api-error.ts";

/** Enough for an input of 256 KB with every byte escaped. */
const MAX_REQUEST_BYTES = 2 * 1024 * 1024;

const NO_WEB_PAGES = "Requests from web pages are refused.";

/** Takes the parsed body of a request. Returns the body of the response. Throws `ApiError`. */
export type Operation = (request: object) => object;

/** Defines an operation that validates its request. */
export function defineOperation<Request>(
  schema: z.ZodType<Request>,
  run: (request: Request) => object,
): Operation {
  return function runOperation(body) {
    const parsed = safeParse(schema, body);
    if (parsed.success) return run(parsed.data);
    const [issue] = parsed.error.issues;
    const key = String(issue?.path[0]);
    const value: unknown = Reflect.get(body, key);
    if (issue?.code === "invalid_type" && value !== undefined && value !== null) {
      throw new ApiError("SerializationException", `The value of '${key}' has the wrong type.`);
    }
    throw new ApiError(
      "ValidationException",
      `1 validation error detected: Value at '${key}' failed to satisfy constraint: ${issue?.message}`,
    );
  };
}

/** AWS JSON 1.0: the operation is in `x-amz-target`, requests and responses are JSON. */
export function createJsonProtocol(
  service: string,
  operations: Readonly<Record<string, Operation>>,
  log: (line: string) => void,
): Hono {
  const app = new Hono();
  app.use((c, next) =>
    isPageRequest(c.req.raw)
      ? Promise.resolve(respond(c, 403, { __type: "AccessDeniedException", message: NO_WEB_PAGES }))
      : next(),
  );
  app.use(
    limitBody(MAX_REQUEST_BYTES, (c, status) =>
      respond(c, status, {
        __type: status === 413 ? "RequestEntityTooLargeException" : "MissingContentLengthException",
      }),
    ),
  );
  app.post("/", async (c) => {
    const [prefix, name = "", ...rest] = (c.req.header("x-amz-target") ?? "").split(".");
    if (prefix !== service || !Object.hasOwn(operations, name) || rest.length > 0) {
      throw new ApiError("UnknownOperationException", `Unknown operation: ${c.req.header("x-amz-target")}`);
    }
    const result = operations[name]?.(parseBody(await c.req.text()));
    return respond(c, 200, result ?? {});
  });
  app.all("/", (c) => {
    c.header("allow", "POST");
    return respond(c, 405, { __type: "UnknownOperationException" });
  });
  app.notFound((c) => respond(c, 404, { __type: "UnknownOperationException" }));
  app.onError((error, c) => {
    if (error instanceof ApiError) return respond(c, 400, { __type: error.code, message: error.message });
    if (!c.req.raw.signal.aborted) log(`${service} failed: ${error.name}: ${error.message}`);
    return respond(c, 500, { __type: "InternalFailure", message: "The request could not be processed." });
  });
  return app;
}

function parseBody(text: string): object {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ApiError("SerializationException", "The body is not JSON.", { cause });
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new ApiError("SerializationException", "The body is not a JSON object.");
  }
  return body;
}

function respond(c: Context, status: 200 | 400 | 403 | 404 | 405 | 411 | 413 | 500, body: object): Response {
  return c.body(JSON.stringify(body), status, {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-requestid": randomUUID(),
  });
}
