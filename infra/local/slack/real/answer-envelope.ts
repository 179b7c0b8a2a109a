import { log } from "../../../../data/runtime/log.ts";
import type { BotRequests } from "../simulated/requests/bot-requests.ts";
import { formatEnvelopeRequest, parseAcknowledgement } from "./envelope.ts";

/** What Slack is told: that the envelope has arrived, with what the bot says to it, or nothing at all. */
export type EnvelopeAnswer =
  | { isAcknowledged: true; payload?: Record<string, unknown> | undefined }
  | { isAcknowledged: false };

/**
 * Brings an envelope to the bot as a signed request, and answers what Slack is told. What the bot does not understand is
 * acknowledged, or Slack would bring it again; where the bot fails nothing is, and Slack tells the person who waits, as
 * it does over HTTP.
 */
export function createAnswerEnvelope(signingSecret: string, bot: Pick<BotRequests, "forward">) {
  return async (envelope: { type: unknown; body: unknown }): Promise<EnvelopeAnswer> => {
    const request = formatEnvelopeRequest(signingSecret, envelope);
    if (!request) {
      log("warn", "envelope-refused", { reason: "unreadable" });
      return { isAcknowledged: true };
    }
    const response = await bot.forward(request);
    if (response.ok) return { isAcknowledged: true, payload: parseAcknowledgement(await response.text()) };
    const { status } = response;
    log(status < 500 ? "warn" : "error", "envelope-refused", { reason: "refused by the bot", status });
    return { isAcknowledged: status < 500 };
  };
}
