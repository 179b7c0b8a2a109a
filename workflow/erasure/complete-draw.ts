import { type DrawRecord, type EndedRecord, endOf } from "../../data/ledger/draw-record.ts";
import { findAttempt, isExpired } from "../attempt/attempt.ts";
import { EXECUTION_SECONDS } from "../attempt/leases.ts";
import type { Recovery } from "../attempt/recovery.ts";

/** When a draw was decided, last redrawn or voided, or failed, in epoch milliseconds. */
export function endedAt(draw: EndedRecord): number {
  const revised = draw.status === "drawn" ? draw.revisions.at(-1)?.revised_at : undefined;
  return Date.parse(revised ?? endOf(draw));
}

/**
 * Ends a draw or redraw whose lease has expired, and finalizes claims that the draw's own run has left pending. Does nothing
 * to a draw on which its own run may still work.
 */
export async function completeDraw(recovery: Recovery, draw: DrawRecord, now: Date): Promise<void> {
  const attempt = findAttempt(draw);
  if (attempt && isExpired(attempt, now)) await recovery.abandon(attempt);
  if (draw.status === "drawing" || attempt) return;
  if (endedAt(draw) + EXECUTION_SECONDS * 1_000 <= now.getTime()) await recovery.finalizeClaims(draw);
}
