import * as z from "zod";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { SettleDraw } from "../../workflow/attempt/settle-draw.ts";
import type { LotteryNotice } from "../../workflow/notice/lottery-notice.ts";
import { type AnnounceDraw, POSTING_SECONDS } from "./announce-draw.ts";
import { type ExecutionEnded, executionEnded, snsEvent } from "./events.ts";
import { type MailNotices, NoticeInProgress } from "./mail-notices.ts";
import type { ReportFailure } from "./report-failure.ts";

/** More draws than this are not announced by the way. */
const DRAWS_PER_SWEEP = 50;

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");

/** Runs every step, also after one that failed, and then throws the first failure. */
async function runAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps)
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

const statusErrors = { FAILED: "Unknown", TIMED_OUT: "States.Timeout", ABORTED: "Aborted" } as const;

/**
 * Hears of draws that have ended: of decided ones by SNS, of executions that failed, timed out or were stopped by
 * EventBridge. Settles them, announces and mails them, and then others that were left.
 */
export function createCallback({
  ledger,
  settleDraw,
  announceDraw,
  mailNotices,
  reportFailure,
  now,
}: {
  ledger: Ledger;
  settleDraw: SettleDraw;
  announceDraw: AnnounceDraw;
  mailNotices: MailNotices;
  reportFailure: ReportFailure;
  now: () => Date;
}) {
  const handleFailedDraw = async ({ detail }: ExecutionEnded) => {
    const error = detail.error ?? statusErrors[detail.status];
    const { draw, wasOpened } = await ledger.stop(detail.name);
    if (!draw || !wasOpened) {
      // It ended before it opened a draw, and opens none any more: there is nothing to settle.
      await reportFailure({
        drawNo: draw?.draw_no,
        error,
        facts: {},
        requestedBy: detail.input?.requested_by,
        channelId: detail.input?.channel_id,
      });
      return;
    }
    const ended = await settleDraw.fail(draw, { error, cause: detail.cause ?? detail.status, facts: {} });
    await runAll([
      () => announceDraw(ended.draw_no, ended.draw_id),
      async () => {
        if (ended.status === "drawn") await mailNotices(ended, 0);
      },
    ]);
  };

  /** A revision that was decided before its execution failed is completed; any other is given up, also if it is begun later. */
  const handleFailedRevision = async ({ detail }: ExecutionEnded, drawNo: number) => {
    await ledger.stop(detail.name);
    const draw = await ledger.read(drawNo);
    if (draw?.status === "drawn") {
      await settleDraw.failRevision(draw, detail.name);
      const settled = await ledger.readOwn(drawNo, draw.draw_id);
      await settleDraw.settleClaims(settled);
      const revised = settled.status === "drawn" ? settled : draw;
      const index = revised.revisions.findIndex(({ revision_id }) => revision_id === detail.name);
      await runAll([
        () => announceDraw(drawNo, draw.draw_id),
        async () => {
          if (index >= 0) await mailNotices(revised, index + 1);
        },
      ]);
      if (index >= 0) return;
    }
    await reportFailure({
      drawNo,
      isRevision: true,
      error: detail.error ?? statusErrors[detail.status],
      facts: {},
      requestedBy: detail.input?.requested_by,
      channelId: detail.input?.channel_id,
    });
  };

  const handleFailure = (event: ExecutionEnded) => {
    const revised = event.detail.input?.revise?.draw_no;
    if (revised === undefined) return handleFailedDraw(event);
    return handleFailedRevision(event, revised);
  };

  const isUnannounced = (draw: DrawRecord, grace: number) => {
    if (draw.status === "drawing" || draw.announced_at !== undefined) return false;
    // An abandoned draw was ended by another one, and no callback of its own will come.
    const hasNoOther =
      draw.announcement_error !== undefined || (draw.status === "failed" && draw.error === "Abandoned");
    const endedAt = Date.parse(draw.status === "drawn" ? draw.drawn_at : draw.failed_at);
    return hasNoOther || endedAt + grace <= now().getTime();
  };

  const announceOthers = async (draws: readonly DrawRecord[]) => {
    for (const draw of draws) {
      try {
        await announceDraw(draw.draw_no, draw.draw_id);
      } catch (error) {
        log("warn", "draw-still-untold", { draw_no: draw.draw_no, error: nameOf(error) });
      }
    }
  };

  /** Ends with the first failure of SNS: it would refuse the others too, and each refusal takes its time. */
  const mailOthers = async (draws: readonly DrawnRecord[]) => {
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
   * Completes draws whose own callback never got through, or found the channel closed, or SNS down; what fails here again
   * is left to the next draw. `heard` are those that were just tried.
   */
  const sweep = async (heard: ReadonlySet<string>, grace: number, isWell: boolean) => {
    const others = (await ledger.pending.list(DRAWS_PER_SWEEP)).filter(({ draw_id }) => !heard.has(draw_id));
    // A run may have stopped after the last of what it had to do.
    for (const draw of others) await ledger.pending.remove(draw);
    // Where Slack has just failed, it is not asked for more.
    if (isWell) await announceOthers(others.filter((draw) => isUnannounced(draw, grace)));
    await mailOthers(others.filter((draw) => draw.status === "drawn"));
  };

  const handleNotice = async ({ draw_no, draw_id, revision }: LotteryNotice) => {
    await ledger.mailing.mark({ draw_no, draw_id }, revision, now());
    await announceDraw(draw_no, draw_id);
  };

  const sweepAfter = async (hear: () => Promise<void>, heard: ReadonlySet<string>, grace: number) => {
    let isWell = false;
    const hearWell = async () => {
      await hear();
      isWell = true;
    };
    await runAll([hearWell, () => sweep(heard, grace, isWell)]);
  };

  return async (event: unknown): Promise<void> => {
    const heard = safeParse(z.union([snsEvent, executionEnded]), event);
    if (!heard.success)
      throw new LotteryError("InvalidInput", "The event is neither of SNS nor of an execution's end.");
    const { data } = heard;
    if ("detail" in data)
      return sweepAfter(() => handleFailure(data), new Set([data.detail.name]), POSTING_SECONDS * 1_000);
    const messages = data.Records.map(({ Sns }) => Sns.Message);
    const notices = messages.filter((notice) => notice !== undefined);
    // A notice that names no draw, as an older state machine sends it, is about one just decided.
    const grace = messages.includes(undefined) ? 0 : POSTING_SECONDS * 1_000;
    await sweepAfter(
      () => runAll(notices.map((notice) => () => handleNotice(notice))),
      new Set(notices.map(({ draw_id }) => draw_id)),
      grace,
    );
  };
}
