import { randomUUID } from "node:crypto";
import { XMLBuilder } from "fast-xml-parser";
import { type Context, Hono } from "hono";
import { limitBody } from "../../http/limit-body.ts";
import { isPageRequest } from "../../http/server-names.ts";
import { ApiError } from "./api-error.ts";

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

/** Enough for a message of 256 KB with every byte escaped. */
const MAX_REQUEST_BYTES = 1024 * 1024;

/**
 * Takes a request's parameters, and the id that the SDK gives to all attempts of one call. Returns the content of the XML
 * response. Throws `ApiError`.
 */
export type Action = (
  parameters: Readonly<Record<string, string>>,
  invocationId?: string,
) => object | undefined;

const builder = new XMLBuilder({ ignoreAttributes: false });

/** The AWS query protocol: requests are forms with an `Action`, responses are XML. */
export function createQueryProtocol(
  actions: Readonly<Record<string, Action>>,
  log: (line: string) => void,
  isDown: () => boolean = () => false,
): Hono {
  const app = new Hono();
  app.use((c, next) => {
    if (isPageRequest(c.req.raw))
      throw new ApiError("AuthorizationError", "Requests from web pages are refused.");
    return next();
  });
  app.use((c, next) =>
    isDown() ? Promise.resolve(refuse(c, 503, "ServiceUnavailable", "The service is unavailable.")) : next(),
  );
  app.use(
    limitBody(MAX_REQUEST_BYTES, (c, status) =>
      status === 413
        ? refuse(c, status, "RequestEntityTooLarge", "The request is too large.")
        : refuse(c, status, "MissingContentLength", "The request has no content length."),
    ),
  );
  app.post("/", async (c) => {
    const {
      Action: name = "",
      Version: _version,
      ...parameters
    } = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) {
      throw new ApiError("InvalidAction", `The action ${name} is not valid for this endpoint.`);
    }
    const result = action(parameters, c.req.header("amz-sdk-invocation-id"));
    return respond(c, 200, `${name}Response`, {
      ...(result && { [`${name}Result`]: result }),
      ResponseMetadata: { RequestId: randomUUID() },
    });
  });
  app.all("/", (c) => {
    c.header("allow", "POST");
    return refuse(c, 405, "InvalidAction", "Send the request with POST.");
  });
  app.notFound((c) => refuse(c, 404, "InvalidAction", "Send the request to / with POST."));
  app.onError((error, c) => {
    if (error instanceof ApiError) return refuse(c, STATUS[error.code], error.code, error.message);
    if (!c.req.raw.signal.aborted) log(`SNS failed: ${error.name}: ${error.message}`);
    return refuse(c, 500, "InternalError", "The request could not be processed.");
  });
  return app;
}

const STATUS = {
  InvalidParameter: 400,
  InvalidAction: 400,
  ValidationError: 400,
  AuthorizationError: 403,
  NotFound: 404,
} as const;

type Refusal = 400 | 403 | 404 | 405 | 411 | 413 | 500 | 503;

function refuse(c: Context, status: Refusal, code: string, message: string): Response {
  return respond(c, status, "ErrorResponse", {
    Error: { Type: status >= 500 ? "Receiver" : "Sender", Code: code, Message: message },
    RequestId: randomUUID(),
  });
}

/** Characters that XML cannot contain, even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function respond(c: Context, status: 200 | Refusal, root: string, content: object): Response {
  const xml = builder.build({ [root]: { "@_xmlns": NAMESPACE, ...content } });
  return c.body(xml.replace(NOT_XML, "\ufffd"), status, { "content-type": "text/xml" });
}
