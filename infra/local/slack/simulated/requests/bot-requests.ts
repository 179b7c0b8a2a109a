import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { formatHttpEvent, type HttpRequest, parseHttpResult } from "./http-event.ts";
import { formatSignedRequest } from "./signed-request.ts";

/** Calls the bot's Lambda function with an event of API Gateway, and returns its result. */
export type InvokeBot = (event: APIGatewayProxyEventV2) => Promise<unknown>;

/** Slack's error code if the app does not respond in time, or with another status than 200. */
export type DeliveryError = "operation_timeout" | "dispatch_failed";
export type Delivery = { ok: true; body: string } | { ok: false; error: DeliveryError };

interface BotRequestsDeps {
  signingSecret: string;
  invokeBot: InvokeBot;
  reportError: (error: unknown) => void;
  /** ms for which Slack waits for a response. */
  responseTimeout?: number;
}

/** Creates the ways to call the bot: with an HTTP request as it is, and with a form or an event that is signed as Slack signs it. */
export function createBotRequests({
  signingSecret,
  invokeBot,
  reportError,
  responseTimeout = 3000,
}: BotRequestsDeps) {
  async function forward(request: HttpRequest): Promise<Response> {
    try {
      return parseHttpResult(await invokeBot(formatHttpEvent(request)));
    } catch (error) {
      reportError(error);
      return Response.json({ message: "Internal Server Error" }, { status: 500 });
    }
  }

  /** Sends a request to the bot. After the timeout the response is ignored, but the bot continues. */
  async function send(request: HttpRequest): Promise<Delivery> {
    const responding = forward(request);
    const { promise: deadline, resolve: giveUp } = Promise.withResolvers<"late">();
    const timer = setTimeout(giveUp, responseTimeout, "late");
    const response = await Promise.race([responding, deadline]);
    clearTimeout(timer);
    if (response === "late") return { ok: false, error: "operation_timeout" };
    if (response.status !== 200) return { ok: false, error: "dispatch_failed" };
    return { ok: true, body: await response.text() };
  }

  return {
    forward,

    /** Sends a form: a command or an interaction. */
    deliver: (origin: string, form: Record<string, string>): Promise<Delivery> =>
      send(
        formatSignedRequest(signingSecret, {
          origin,
          contentType: "application/x-www-form-urlencoded",
          body: new URLSearchParams(form).toString(),
        }),
      ),

    /** Sends an event as JSON, the first time or again. */
    deliverEvent(origin: string, body: string, retry?: { num: number; reason: string }): Promise<Delivery> {
      const request = formatSignedRequest(signingSecret, { origin, contentType: "application/json", body });
      if (retry) {
        request.headers.set("x-slack-retry-num", String(retry.num));
        request.headers.set("x-slack-retry-reason", retry.reason);
      }
      return send(request);
    },
  };
}

export type BotRequests = ReturnType<typeof createBotRequests>;
