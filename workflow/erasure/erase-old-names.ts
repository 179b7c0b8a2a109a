import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Recovery } from "../attempt/recovery.ts";
import { createEverybodyToErase } from "../draw/erase-everybody.ts";
import { completeDraw, endedAt } from "./complete-draw.ts";
import type { EraseFromDraw } from "./erase-from-draw.ts";
import { eraseFromLog } from "./erase-from-log.ts";

/** One run looks at most at so many draws; the next run continues. */
const DRAWS_PER_RUN = 20;
/** After this time, a run begins no other draw: the callback has 50 s for everything. */
const LONGEST_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

export type EraseOldNames = ReturnType<typeof createEraseOldNames>;

/**
 * Creates the function that erases the names of everybody from draws that ended longer ago than `retentionDays`, in number
 * order. Without `retentionDays` it does nothing.
 */
export function createEraseOldNames({
  ledger,
  recovery,
  eraseFromDraw,
  retentionDays,
  drawsPerRun = DRAWS_PER_RUN,
  now,
}: {
  ledger: Ledger;
  recovery: Recovery;
  eraseFromDraw: EraseFromDraw;
  retentionDays: number | undefined;
  drawsPerRun?: number;
  now: () => Date;
}) {
  /** Returns true if nothing is left to erase from the draw. A draw under way is left to a later run. */
  const eraseNames = async (draw: DrawRecord): Promise<boolean> => {
    try {
      await completeDraw(recovery, draw, now());
      const everybody = createEverybodyToErase(now());
      if (!(await eraseFromDraw(draw.draw_no, everybody))) return false;
      await eraseFromLog(ledger, { draw_no: draw.draw_no }, everybody);
      await ledger.auditLog.append({
        at: now().toISOString(),
        id: `names-${draw.draw_id}`,
        who: { system: "retention" },
        action: "names.erase",
        draw_no: draw.draw_no,
      });
      return true;
    } catch (error) {
      // One draw with, for example, a malformed item must not stop the others.
      if (!(error instanceof LotteryError)) throw error;
      log("error", "names-not-erased", { draw_no: draw.draw_no, error: error.name });
      return false;
    }
  };

  return async function eraseOldNames(): Promise<void> {
    if (retentionDays === undefined) return;
    const begunAt = now().getTime();
    const oldest = begunAt - retentionDays * DAY_MS;
    const before = await ledger.retention.readProgress();
    let last = before;
    let isComplete = true;
    for (const { drawNo, draw } of await ledger.listAfter(before, drawsPerRun)) {
      // Later draws are younger.
      const isYoung = draw && Date.parse(draw.requested_at) > oldest;
      if (isYoung || now().getTime() - begunAt > LONGEST_MS) break;
      const isDue = draw && (draw.status === "drawing" || endedAt(draw) <= oldest);
      const isErased = isDue && (await eraseNames(draw));
      isComplete &&= isErased === true;
      if (isComplete) last = drawNo;
    }
    if (last > before) {
      await ledger.retention.advance(last);
      log("info", "names-erased", { draw_no: last });
    }
  };
}
