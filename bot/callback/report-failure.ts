import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { Facts, Texts } from "../locales/texts.ts";
import { explainFailure } from "../messages/failure.ts";
import { formatParagraph } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";

const NAME = /^[A-Za-z][A-Za-z0-9_.]{0,79}$/;

export interface FailureReport {
  /** Undefined where the draw failed before it had a number. */
  drawNo: number | undefined;
  /** It was no draw, but the change of one. */
  isRevision?: boolean;
  error: string;
  facts: Facts;
  requestedBy: string | undefined;
  channelId: string | undefined;
}

export type ReportFailure = ReturnType<typeof createReportFailure>;

/**
 * Tells why a draw failed: the one who asked for it, privately; the channel, where only that is known; the log always.
 * Throws Slack's error, unless Slack lets the message through to nobody.
 */
export function createReportFailure({ slack, texts }: { slack: WebClient; texts: Texts }) {
  return async ({
    drawNo,
    isRevision,
    error,
    facts,
    requestedBy,
    channelId,
  }: FailureReport): Promise<void> => {
    // Whoever stops an execution may call its error as they like: only what looks like a name goes into the log.
    log("warn", "draw-failed", { draw_no: drawNo, error: NAME.test(error) ? error : "unnamed" });
    const reason = explainFailure(texts, error, facts);
    const message = formatParagraph(
      isRevision && drawNo !== undefined
        ? texts.revisionFailure(drawNo, reason)
        : texts.failure(drawNo, reason),
    );
    const ways: (() => Promise<unknown>)[] = [];
    if (requestedBy && channelId)
      ways.push(() => slack.chat.postEphemeral({ channel: channelId, user: requestedBy, ...message }));
    const addressee = requestedBy ?? channelId;
    if (addressee) ways.push(() => slack.chat.postMessage({ channel: addressee, ...message }));
    for (const [i, tell] of ways.entries()) {
      try {
        await tell();
        return;
      } catch (error) {
        const verdict = classifySlackError(error);
        if (verdict.kind === "unauthorized")
          log("error", "slack-token-refused", { draw_no: drawNo, reason: verdict.reason });
        // In channels that the bot has not joined, Slack answers postEphemeral with its internal_error, however often.
        const isAnswered = error instanceof WebAPIPlatformError && verdict.kind !== "unauthorized";
        if (!isAnswered || (verdict.kind === "transient" && i === ways.length - 1)) throw error;
        log("warn", "failure-not-told", { draw_no: drawNo, reason: error.data.error });
      }
    }
  };
}
