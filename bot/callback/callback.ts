import * as z from "zod";
import type { DrawRecord } from "../../data/draw-record.ts";
import type { Ledger } from "../../data/ledger.ts";
import { log } from "../../data/log.ts";
import { LotteryError } from "../../data/lottery-error.ts";
import { safeParse } from "../../data/safe-parse.ts";
import type { SettleDraw } from "../../workflow/settle-draw.ts";
import { type AnnounceDraw, POSTING_SECONDS } from "./announce-draw.ts";
import { type ExecutionEnded, executionEnded, snsEvent } from "./events.ts";
import type { TellFailure } from "./tell-failure.ts";

/** More draws than this are not announced by the way. */
const DRAWS_PER_SWEEP = 50;

const statusErrors = { FAILED: "Unknown", TIMED_OUT: "States.Timeout", ABORTED: "Aborted" } as const;

/**
 * Hears of draws that have ended: of decided ones by SNS, of executions that failed, timed out or were stopped by
 * EventBridge. Settles them, tells of them, and then of others that were left untold.
 */
export function createCallback({
  ledger,
  settleDraw,
  announceDraw,
  tellFailure,
  now,
}: {
  ledger: Ledger;
  settleDraw: SettleDraw;
  announceDraw: AnnounceDraw;
  tellFailure: TellFailure;
  now: () => Date;
}) {
  const hearFailedDraw = async ({ detail }: ExecutionEnded) => {
    const error = detail.error ?? statusErrors[detail.status];
    const { draw, wasOpened } = await ledger.stop(detail.name);
    if (!draw || !wasOpened) {
      // It ended before it opened a draw, and opens none any more: there is nothing to settle.
      await tellFailure({
        drawNo: draw?.draw_no,
        error,
        facts: {},
        requestedBy: detail.input?.requested_by,
        channelId: detail.input?.channel_id,
      });
      return;
    }
    const ended = await settleDraw.fail(draw, { error, cause: detail.cause ?? detail.status, facts: {} });
    await announceDraw(ended.draw_no, ended.draw_id);
  };

  /** A revision that was decided before its execution failed is completed; any other is given up, also if it is begun later. */
  const hearFailedRevision = async ({ detail }: ExecutionEnded, drawNo: number) => {
    await ledger.stop(detail.name);
    const draw = await ledger.read(drawNo);
    if (draw?.status === "drawn") {
      await settleDraw.failRevision(draw, detail.name);
      const settled = await ledger.readOwn(drawNo, draw.draw_id);
      await settleDraw.settleClaims(settled);
      await announceDraw(drawNo, draw.draw_id);
      if (
        settled.status === "drawn" &&
        settled.revisions.some(({ revision_id }) => revision_id === detail.name)
      )
        return;
    }
    await tellFailure({
      drawNo,
      isRevision: true,
      error: detail.error ?? statusErrors[detail.status],
      facts: {},
      requestedBy: detail.input?.requested_by,
      channelId: detail.input?.channel_id,
    });
  };

  const hearFailure = (event: ExecutionEnded) => {
    const revised = event.detail.input?.revise?.draw_no;
    if (revised === undefined) return hearFailedDraw(event);
    return hearFailedRevision(event, revised);
  };

  /**
   * Tells of draws whose own callback never got through, or found the channel closed; what fails here again is left to
   * the next draw. `heard` are those that were just tried.
   */
  const sweep = async (heard: ReadonlySet<string>, grace: number) => {
    const isUntold = (draw: DrawRecord) => {
      if (draw.status === "drawing" || draw.announced_at !== undefined || heard.has(draw.draw_id))
        return false;
      // An abandoned draw was ended by another one, and no callback of its own will come.
      const hasNoOther =
        draw.announcement_error !== undefined || (draw.status === "failed" && draw.error === "Abandoned");
      const endedAt = Date.parse(draw.status === "drawn" ? draw.drawn_at : draw.failed_at);
      return hasNoOther || endedAt + grace <= now().getTime();
    };
    for (const draw of (await ledger.unsettled(DRAWS_PER_SWEEP)).filter(isUntold)) {
      try {
        await announceDraw(draw.draw_no, draw.draw_id);
      } catch (error) {
        log("warn", "draw-still-untold", {
          draw_no: draw.draw_no,
          error: error instanceof Error ? error.name : "unknown",
        });
      }
    }
  };

  return async (event: unknown): Promise<void> => {
    const heard = safeParse(z.union([snsEvent, executionEnded]), event);
    if (!heard.success)
      throw new LotteryError("InvalidInput", "The event is neither of SNS nor of an execution's end.");
    if ("detail" in heard.data) {
      await hearFailure(heard.data);
      return sweep(new Set([heard.data.detail.name]), POSTING_SECONDS * 1_000);
    }
    const messages = heard.data.Records.map(({ Sns }) => Sns.Message);
    const notices = messages.filter((notice) => notice !== undefined);
    for (const notice of notices) await announceDraw(notice.draw_no, notice.draw_id);
    // A notice that names no draw, as an older state machine sends it, is about one just decided.
    const grace = messages.includes(undefined) ? 0 : POSTING_SECONDS * 1_000;
    await sweep(new Set(notices.map(({ draw_id }) => draw_id)), grace);
  };
}
