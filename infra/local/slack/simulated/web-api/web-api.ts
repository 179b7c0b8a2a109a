import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { readArguments, SlackError } from "./arguments.ts";
import { createMethods, type MethodsDeps } from "./methods.ts";

function checkToken(token: string | undefined, botToken: string): void {
  if (!token) throw new SlackError("not_authed");
  const [actual, expected] = [Buffer.from(token), Buffer.from(botToken)];
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
    throw new SlackError("invalid_auth");
}

/**
 * Creates the app with the part of Slack's Web API that the bot uses: `POST /<method>` with a form or JSON. Responses and
 * error codes are Slack's. Slack also accepts a token in the body; here it must be in the Authorization header, which no
 * form of another site can send. https://docs.slack.dev/apis/web-api
 */
export function createWebApi({ botToken, ...parts }: MethodsDeps & { botToken: string }): Hono {
  const methods = createMethods(parts);

  return new Hono().post("/:method", async (c) => {
    const method = c.req.param("method");
    try {
      const [, token] = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
      checkToken(token, botToken);
      const args = await readArguments(c.req.raw);
      const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!call) return c.json({ ok: false, error: "unknown_method", req_method: method });
      return c.json({ ok: true, ...call(args, new URL(c.req.url).origin) });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const { message, details } = error;
      return c.json({
        ok: false,
        error: message,
        ...(details.length > 0 && { errors: details, response_metadata: { messages: details } }),
      });
    }
  });
}
