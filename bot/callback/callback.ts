import * as z from "zod";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { Recovery } from "../../workflow/attempt/recovery.ts";
import type { EraseOldNames } from "../../workflow/erasure/erase-old-names.ts";
import type { LotteryNotice } from "../../workflow/notice/lottery-notice.ts";
import type { AnswerFileRequest } from "../files/answer-file-request.ts";
import type { HandleFailedImport } from "../roster/handle-failed-import.ts";
import { type AnnounceDraw, POSTING_SECONDS } from "./announce-draw.ts";
import type { AnnouncedSeal, AnnounceSeal } from "./announce-seal.ts";
import { createCompletePendingDraws } from "./complete-pending-draws.ts";
import {
  type ExecutionEnded,
  executionEnded,
  fileRequested,
  importEnded,
  oldNamesDue,
  sealRequested,
  snsEvent,
} from "./events.ts";
import { createHandleFailedExecution } from "./handle-failed-execution.ts";
import type { MailNotices } from "./mail-notices.ts";
import type { ReportFailure } from "./report-failure.ts";
import { runAll } from "./run-all.ts";

/**
 * Handles the seal and the end of a draw. The state machine asks for the seal; SNS delivers the notice of a decided draw;
 * EventBridge delivers the end of an execution that failed, timed out or was stopped. Announces and emails the draw, then
 * completes other pending draws. Each run, and a daily event, also erases names that are kept no longer. The bot asks for
 * files, which it could not send before its response to Slack.
 */
export function createCallback({
  ledger,
  announceDraw,
  announceSeal,
  eraseOldNames,
  answerFileRequest,
  handleFailedImport,
  now,
  ...deps
}: {
  ledger: Ledger;
  recovery: Recovery;
  announceDraw: AnnounceDraw;
  announceSeal: AnnounceSeal;
  mailNotices: MailNotices;
  eraseOldNames: EraseOldNames;
  answerFileRequest: AnswerFileRequest;
  handleFailedImport: HandleFailedImport;
  reportFailure: ReportFailure;
  now: () => Date;
}) {
  const handleFailedExecution = createHandleFailedExecution({ ledger, announceDraw, ...deps });
  const completePendingDraws = createCompletePendingDraws({ ledger, announceDraw, now, ...deps });

  const handleNotice = async ({ draw_no, draw_id, revision }: LotteryNotice) => {
    await ledger.mailing.mark({ draw_no, draw_id }, revision, now());
    await announceDraw(draw_no, draw_id);
  };

  /** A failure must not have the event delivered again. The next run and the daily event try again. */
  const tryToEraseOldNames = async () => {
    try {
      await eraseOldNames();
    } catch (error) {
      log("warn", "names-not-erased", { error: error instanceof Error ? error.name : "unknown" });
    }
  };

  const handleThenComplete = async (
    handle: () => Promise<void>,
    handled: ReadonlySet<string>,
    graceMs: number,
  ) => {
    let isSlackAvailable = false;
    const handleOwn = async () => {
      await handle();
      isSlackAvailable = true;
    };
    await runAll([handleOwn, () => completePendingDraws(handled, { graceMs, isSlackAvailable })]);
    await tryToEraseOldNames();
  };

  const handleEnd = async (data: z.output<typeof snsEvent> | ExecutionEnded) => {
    const graceMs = POSTING_SECONDS * 1_000;
    if ("detail" in data)
      return handleThenComplete(() => handleFailedExecution(data), new Set([data.detail.name]), graceMs);
    const messages = data.Records.map(({ Sns }) => Sns.Message);
    const notices = messages.filter((notice) => notice !== undefined);
    await handleThenComplete(
      () => runAll(notices.map((notice) => () => handleNotice(notice))),
      new Set(notices.map(({ draw_id }) => draw_id)),
      // A message that names no draw may be about a draw that was just decided.
      messages.includes(undefined) ? 0 : graceMs,
    );
  };

  /** Throws `InvalidInput` for any other event, and the error of Slack or SNS if the event should be delivered again. */
  return async function callback(event: unknown): Promise<AnnouncedSeal | undefined> {
    const { data } = safeParse(
      z.union([snsEvent, executionEnded, sealRequested, fileRequested, oldNamesDue]),
      event,
    );
    const { data: failedImport } = safeParse(importEnded, event);
    if (failedImport) {
      await handleFailedImport(failedImport.detail.input);
      return undefined;
    }
    if (!data)
      throw new LotteryError(
        "InvalidInput",
        "The event is neither from SNS nor about a seal, the end of an execution, a file or old names.",
      );
    if ("announce_seal" in data) return announceSeal(data.announce_seal);
    if ("send_file" in data) await answerFileRequest(data.send_file);
    else await ("erase_old_names" in data ? eraseOldNames() : handleEnd(data));
    return undefined;
  };
}
