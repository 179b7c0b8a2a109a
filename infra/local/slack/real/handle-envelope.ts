import { log } from "../../../../data/runtime/log.ts";
import type { BotRequests } from "../simulated/requests/bot-requests.ts";
import { formatEnvelopeRequest, parseAcknowledgement } from "./envelope.ts";

/** Whether Slack gets an acknowledgement of the envelope, and the bot's response in it. */
export type Acknowledgement =
  | { isAcknowledged: true; payload?: Record<string, unknown> | undefined }
  | { isAcknowledged: false };

/**
 * Returns a function that forwards an envelope to the bot as a signed request. Requests that the bot refuses are
 * acknowledged, because Slack would send them again. If the bot fails, nothing is acknowledged, and Slack shows an error to
 * the person, as it does over HTTP.
 */
export function createHandleEnvelope(signingSecret: string, bot: Pick<BotRequests, "forward">) {
  return async function handleEnvelope(envelope: { type: unknown; body: unknown }): Promise<Acknowledgement> {
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
