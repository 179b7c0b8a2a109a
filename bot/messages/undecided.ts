import type { DrawingRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import { explainFailure } from "../locales/explain-failure.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph, type Message } from "./message.ts";

/** Whether an undecided draw has stopped for good: no execution outlasts its lease. */
export function isInterrupted({ lease_expires_at }: DrawingRecord, now: Date): boolean {
  return lease_expires_at * 1_000 <= now.getTime();
}

/** Why a draw has no winners: it is under way, it was interrupted, or it failed. */
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
  return formatParagraph((isInterrupted(draw, now) ? revision.interrupted : revision.underWay)(draw.draw_no));
}
