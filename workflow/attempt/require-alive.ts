import type { DrawingRecord, DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { LEASE_MARGIN_SECONDS } from "./leases.ts";

/**
 * A draw that may still be worked on, or one that is decided. Throws `DrawFailed` for one that has failed, and
 * `LeaseExpired` where too little of the lease is left to decide.
 */
export function requireAlive(draw: DrawRecord, now: Date): DrawingRecord | DrawnRecord {
  if (draw.status === "failed")
    throw new LotteryError("DrawFailed", `Draw ${draw.draw_no} has failed already: ${draw.error}.`);
  if (draw.status === "drawing" && draw.lease_expires_at <= leaseBeyond(now))
    throw new LotteryError(
      "LeaseExpired",
      `Draw ${draw.draw_no} came too late: its lease has all but run out.`,
    );
  return draw;
}

/** The time (epoch seconds) beyond which a lease must last for its draw to be decided now. */
export function leaseBeyond(now: Date): number {
  return now.getTime() / 1_000 + LEASE_MARGIN_SECONDS;
}
