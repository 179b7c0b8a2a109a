import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { Facts, Texts } from "../locales/texts.ts";
import { explainFailure } from "../messages/failure.ts";
import { formatParagraph } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";

/** What an error's name looks like. A person who stops an execution can choose any text as its error. */
const ERROR_NAME = /^[A-Za-z][A-Za-z0-9_.]{0,79}$/;

/** Logs that a draw, a redraw or a void failed. */
export function logFailure(drawNo: number | undefined, error: string): void {
  log("warn", "draw-failed", { draw_no: drawNo, error: ERROR_NAME.test(error) ? error : "unnamed" });
}

export interface FailureReport {
  /** Undefined if the draw failed before it had a number. */
  drawNo: number | undefined;
  /** A redraw or a void has failed, not the draw itself. */
  isRevision?: boolean;
  error: string;
  facts: Facts;
  requestedBy: string | undefined;
  channelId: string | undefined;
}

export type ReportFailure = ReturnType<typeof createReportFailure>;

/**
 * Reports why a draw failed: privately to the requester, or to the channel if only the channel is known. Also logs it.
 * Throws Slack's error if another try may succeed. If Slack refuses every message, it only logs that.
 */
export function createReportFailure({ slack, texts }: { slack: WebClient; texts: Texts }) {
  return async function reportFailure({
    drawNo,
    isRevision,
    error,
    facts,
    requestedBy,
    channelId,
  }: FailureReport): Promise<void> {
    logFailure(drawNo, error);
    const reason = explainFailure(texts, error, facts);
    const message = formatParagraph(
      isRevision && drawNo !== undefined
        ? texts.revisionFailure(drawNo, reason)
        : texts.failure(drawNo, reason),
    );
    const posts: (() => Promise<unknown>)[] = [];
    if (requestedBy && channelId)
      posts.push(() => slack.chat.postEphemeral({ channel: channelId, user: requestedBy, ...message }));
    const recipient = requestedBy ?? channelId;
    if (recipient) posts.push(() => slack.chat.postMessage({ channel: recipient, ...message }));
    for (const [i, post] of posts.entries()) {
      try {
        await post();
        return;
      } catch (error) {
        const failure = classifySlackError(error);
        if (failure.kind === "unauthorized")
          log("error", "slack-token-refused", { draw_no: drawNo, reason: failure.reason });
        // In a channel that the bot has not joined, `chat.postEphemeral` always fails with `internal_error`.
        const isSlackResponse = error instanceof WebAPIPlatformError && failure.kind !== "unauthorized";
        if (!isSlackResponse || (failure.kind === "transient" && i === posts.length - 1)) throw error;
        log("warn", "failure-not-reported", { draw_no: drawNo, reason: error.data.error });
      }
    }
  };
}
