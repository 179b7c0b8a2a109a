import type { Ledger } from "../../data/ledger/ledger.ts";
import { findDecided, firstAttempt } from "../../workflow/attempt/attempt.ts";
import { logDrawRequest } from "../../workflow/attempt/log-request.ts";
import type { Recovery } from "../../workflow/attempt/recovery.ts";
import type { AnnounceDraw } from "./announce-draw.ts";
import type { ExecutionEnded } from "./events.ts";
import type { MailNotices } from "./mail-notices.ts";
import type { ReportFailure } from "./report-failure.ts";
import { runAll } from "./run-all.ts";

/** The error of an execution for which EventBridge names none. */
const statusErrors = { FAILED: "Unknown", TIMED_OUT: "States.Timeout", ABORTED: "Aborted" } as const;

/**
 * Handles an execution that failed, timed out or was stopped: completes what it had decided, gives up the rest, and
 * reports the result.
 */
export function createHandleFailedExecution({
  ledger,
  recovery,
  announceDraw,
  mailNotices,
  reportFailure,
}: {
  ledger: Ledger;
  recovery: Recovery;
  announceDraw: AnnounceDraw;
  mailNotices: MailNotices;
  reportFailure: ReportFailure;
}) {
  const handleFailedDraw = async ({ detail }: ExecutionEnded) => {
    const error = detail.error ?? statusErrors[detail.status];
    const { draw, wasOpened } = await ledger.stop(detail.name);
    // The execution may have ended before its first task did this.
    if (draw) await logDrawRequest(ledger, draw);
    if (!draw || !wasOpened) {
      // The execution ended before it opened a draw, and cannot open one from now on. There is nothing to clean up.
      await reportFailure({
        drawNo: draw?.draw_no,
        error,
        facts: {},
        requestedBy: detail.input?.requested_by,
        channelId: detail.input?.channel_id,
      });
      return;
    }
    const failure = { error, cause: detail.cause ?? detail.status, facts: {} };
    const ended = await recovery.failAttempt(firstAttempt(draw), failure);
    await runAll([
      () => announceDraw(ended.draw_no, ended.draw_id),
      async () => {
        if (ended.status === "drawn") await mailNotices(ended, 0);
      },
    ]);
  };

  /** Completes a revision that was already decided. Any other is given up, and cannot begin from now on. */
  const handleFailedRevision = async ({ detail }: ExecutionEnded, drawNo: number) => {
    await ledger.stop(detail.name);
    const draw = await ledger.read(drawNo);
    if (draw?.status === "drawn") {
      const ended = await recovery.abandon({ id: detail.name, drawNo, drawId: draw.draw_id });
      const decided = findDecided(ended, detail.name);
      await runAll([
        () => announceDraw(drawNo, draw.draw_id),
        async () => {
          if (decided) await mailNotices(decided.record, decided.revision);
        },
      ]);
      if (decided) return;
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

  return async function handleFailedExecution(event: ExecutionEnded): Promise<void> {
    const revised = event.detail.input?.revise?.draw_no;
    await (revised === undefined ? handleFailedDraw(event) : handleFailedRevision(event, revised));
  };
}
