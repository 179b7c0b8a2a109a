import { type DrawnRecord, type DrawRecord, endOf } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { log } from "../../data/runtime/log.ts";
import type { AnnounceDraw } from "./announce-draw.ts";
import { type MailNotices, NoticeInProgress } from "./mail-notices.ts";
import { OriginUnknown } from "./origin/check-origin.ts";

/** One run completes at most this many other draws. */
const DRAWS_PER_RUN = 50;

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");

/** Announces and emails draws that earlier runs could not complete. What fails again waits for the next run. */
export function createCompletePendingDraws({
  ledger,
  announceDraw,
  mailNotices,
  now,
}: {
  ledger: Ledger;
  announceDraw: AnnounceDraw;
  mailNotices: MailNotices;
  now: () => Date;
}) {
  const isUnannounced = (draw: DrawRecord, graceMs: number) => {
    if (draw.status === "drawing" || draw.announced_at !== undefined) return false;
    // Another draw marked an abandoned draw as failed, so no event about it will arrive.
    const hasNoOwnRun =
      draw.announcement_error !== undefined || (draw.status === "failed" && draw.error === "Abandoned");
    const endedAt = Date.parse(endOf(draw));
    return hasNoOwnRun || endedAt + graceMs <= now().getTime();
  };

  /** Stops at the first failure of Step Functions: it would fail for the other draws too. */
  const announceAll = async (draws: readonly DrawRecord[]) => {
    for (const draw of draws) {
      try {
        await announceDraw(draw.draw_no, draw.draw_id);
      } catch (error) {
        log("warn", "draw-still-unannounced", { draw_no: draw.draw_no, error: nameOf(error) });
        if (error instanceof OriginUnknown) return;
      }
    }
  };

  /** Stops at the first failure of SNS: SNS would fail for the other draws too, and each failure takes time. */
  const mailAll = async (draws: readonly DrawnRecord[]) => {
    for (const draw of draws) {
      try {
        await mailNotices(draw);
      } catch (error) {
        log("warn", "draw-still-unmailed", { draw_no: draw.draw_no, error: nameOf(error) });
        if (!(error instanceof NoticeInProgress)) return;
      }
    }
  };

  /**
   * Skips the draws in `handled` (execution names). A draw that ended within `graceMs` is left to its own run.
   * `isSlackAvailable` is false if Slack has just failed: then nothing is announced.
   */
  return async function completePendingDraws(
    handled: ReadonlySet<string>,
    { graceMs, isSlackAvailable }: { graceMs: number; isSlackAvailable: boolean },
  ): Promise<void> {
    const pending = await ledger.pending.list(DRAWS_PER_RUN);
    const others = pending.filter(({ draw_id }) => !handled.has(draw_id));
    // An earlier run may have stopped after its last step, just before it removed the draw from the index.
    for (const draw of others) await ledger.pending.remove(draw);
    if (isSlackAvailable) await announceAll(others.filter((draw) => isUnannounced(draw, graceMs)));
    await mailAll(others.filter((draw) => draw.status === "drawn"));
  };
}
