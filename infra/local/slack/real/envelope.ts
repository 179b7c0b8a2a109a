import { z } from "zod";
import type { HttpRequest } from "../simulated/requests/http-event.ts";
import { formatSignedRequest } from "../simulated/requests/signed-request.ts";

/** A placeholder: requests of Socket Mode have no address, and the bot does not read it. */
const ORIGIN = "https://socket-mode.invalid";

const payload = z.record(z.string(), z.unknown());
/** A form contains only texts, and omits fields without a value. */
const fields = payload.transform((values) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      ["string", "number", "boolean"].includes(typeof value) ? [[name, String(value)] as const] : [],
    ),
  ),
);

/** The kinds of envelopes that this app receives. */
const envelope = z.discriminatedUnion("type", [
  z.object({ type: z.literal("slash_commands"), body: fields }),
  z.object({ type: z.literal("interactive"), body: payload }),
  z.object({ type: z.literal("events_api"), body: payload }),
]);

/**
 * Returns the request that Slack would send over HTTP instead of an envelope: a slash command's fields as a form, an
 * interaction as JSON in a form, an event as JSON. Returns undefined for every other envelope.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function formatEnvelopeRequest(signingSecret: string, received: unknown): HttpRequest | undefined {
  const { data } = envelope.safeParse(received);
  if (!data) return undefined;
  if (data.type === "events_api")
    return formatSignedRequest(signingSecret, {
      origin: ORIGIN,
      contentType: "application/json",
      body: JSON.stringify(data.body),
    });
  const form = data.type === "slash_commands" ? data.body : { payload: JSON.stringify(data.body) };
  return formatSignedRequest(signingSecret, {
    origin: ORIGIN,
    contentType: "application/x-www-form-urlencoded",
    body: new URLSearchParams(form).toString(),
  });
}

/** Returns the acknowledgement's payload for the body of an HTTP response: its JSON, or its text as a message. */
export function parseAcknowledgement(body: string): Record<string, unknown> | undefined {
  if (body === "") return undefined;
  try {
    const { data } = payload.safeParse(JSON.parse(body));
    if (data) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { text: body };
}
