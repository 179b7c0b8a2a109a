import type { DrawingRecord, DrawRecord, FailedRecord } from "../../data/ledger/draw-record.ts";
import { errorCodes } from "../../data/runtime/lottery-error.ts";
import type { Facts, FailureCode, Texts } from "../locales/texts.ts";
import { context, formatParagraph, type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

const failureCodes = new Set<string>([...Object.keys(errorCodes), "States.Timeout", "Aborted"]);

function isFailureCode(error: string): error is FailureCode {
  return failureCodes.has(error);
}

/** Explains why a draw failed, as the end of a sentence. An error without its own text counts as an internal error. */
export function explainFailure(texts: Texts, error: string, facts: Facts): string {
  const escaped = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === "string" ? escapeMrkdwn(fact) : fact]),
  );
  return texts.reasons[isFailureCode(error) ? error : "Unknown"](escaped);
}

/** Returns whether an undecided draw has stopped: an execution cannot run longer than its lease. */
export function isInterrupted({ lease_expires_at }: DrawingRecord, now: Date): boolean {
  return lease_expires_at * 1_000 <= now.getTime();
}

/** Whether a draw waits for the random number of its seal. */
export function isWaiting({ seals, seed }: DrawingRecord): boolean {
  return seals.length > 0 && seed === undefined;
}

/** Says why a draw has no winners: it is in progress, it was interrupted, or it failed. */
export function formatUndecided(
  draw: Exclude<DrawRecord, { status: "drawn" }>,
  texts: Texts,
  now: Date,
): Message {
  const { revision } = texts;
  if (draw.status === "failed")
    return formatParagraph(
      revision.failed(draw.draw_no, explainFailure(texts, draw.error, draw.error_facts)),
    );
  const underWay = isWaiting(draw) ? revision.sealed : revision.inProgress;
  return formatParagraph((isInterrupted(draw, now) ? revision.interrupted : underWay)(draw.draw_no));
}

/** The message in the channel about a failed draw whose seal is there. */
export function formatSealedFailure(draw: FailedRecord, texts: Texts): Message {
  const reason = explainFailure(texts, draw.error, draw.error_facts);
  const text = `${texts.failure(draw.draw_no, reason)} ${texts.seal.noLongerCounts}`;
  const requester = draw.requested_by && texts.seal.requestedBy(`<@${draw.requested_by}>`);
  return { text, blocks: [section(text), ...(requester ? [context(requester)] : [])] };
}
