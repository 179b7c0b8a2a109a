import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { noticeDecidedAt, unmailedNotices } from "../../data/ledger/mailing.ts";
import { log } from "../../data/runtime/log.ts";
import { EXECUTION_SECONDS } from "../../workflow/attempt/leases.ts";
import { formatNotice } from "../../workflow/notice/format-notice.ts";
import { formatRevisionNotice } from "../../workflow/notice/format-revision-notice.ts";
import type { NoticeTexts } from "../../workflow/notice/locales/texts.ts";
import type { CheckOrigin } from "./origin/check-origin.ts";

/** How long one run of the callback has the right to publish. Longer than the function's timeout. */
const PUBLISHING_SECONDS = 60;

/** For this long after the decision, SNS may still deliver a notice whose execution has failed. */
const DELIVERY_SECONDS = 60;

/** SNS may still deliver the notice, or another run is publishing it. A later delivery tries again. */
export class NoticeInProgress extends Error {
  override readonly name = "NoticeInProgress";
}

export type PublishNotice = ReturnType<typeof createPublishNotice>;

/** Publishes a notice as the state "Notify Winners" does. */
export function createPublishNotice(client: SNSClient, topicArn: string) {
  return async function publishNotice({ subject, notice }: { subject: string; notice: string }) {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: notice,
        MessageStructure: "json",
      }),
    );
  };
}

export type MailNotices = ReturnType<typeof createMailNotices>;

/**
 * Publishes the notices of a decided draw that its executions did not publish, so that subscribers get their emails. A
 * notice counts as mailed once SNS has delivered it to the callback: this proves that the topic accepted it. A draw that
 * the state machine has not made is not mailed.
 */
export function createMailNotices({
  ledger,
  checkOrigin,
  publishNotice,
  texts,
  now,
}: {
  ledger: Ledger;
  checkOrigin: CheckOrigin;
  publishNotice: PublishNotice;
  texts: NoticeTexts;
  now: () => Date;
}) {
  const format = (draw: DrawnRecord, revision: number) => {
    const { revision_id } = draw.revisions[revision - 1] ?? {};
    return revision_id === undefined
      ? formatNotice(draw, texts)
      : formatRevisionNotice(draw, revision_id, texts);
  };

  /** Returns the end of this run's right to publish (epoch milliseconds), or `held` if the notice is already mailed. */
  const mail = async (draw: DrawnRecord, revision: number, held: number | undefined) => {
    const until = now().getTime() + PUBLISHING_SECONDS * 1_000;
    const ours = await ledger.mailing.begin(draw, revision, { now: now(), until, held });
    if (ours?.status !== "drawn") {
      const current = await ledger.readOwn(draw.draw_no, draw.draw_id);
      if (current.status !== "drawn" || !unmailedNotices(current).includes(revision)) return held;
      throw new NoticeInProgress(
        `Notice ${revision} of draw ${draw.draw_no} is being published by another run.`,
      );
    }
    try {
      if (!(await checkOrigin(ours, revision))) return until;
      await publishNotice(format(ours, revision));
    } catch (error) {
      await ledger.mailing.abandon(draw, until);
      throw error;
    }
    log("warn", "notice-published-late", { draw_no: draw.draw_no, revision });
    const mailed = await ledger.mailing.mark(draw, revision, now());
    if (mailed) await ledger.pending.remove(mailed);
    return until;
  };

  /** `ended` is the number of a notice whose execution has ended without success. Throws the error of SNS, and what `checkOrigin` throws. */
  return async function mailNotices(draw: DrawnRecord, ended?: number): Promise<void> {
    const hasPassed = (revision: number, seconds: number) =>
      noticeDecidedAt(draw, revision) + seconds * 1_000 <= now().getTime();
    let held: number | undefined;
    for (const revision of unmailedNotices(draw)) {
      // Once a callback has tried to publish a notice, the execution no longer does.
      const isOver = draw.mailing?.revision === revision || hasPassed(revision, EXECUTION_SECONDS);
      if (!isOver && revision !== ended) continue;
      if (!isOver && !hasPassed(revision, DELIVERY_SECONDS))
        throw new NoticeInProgress(`Notice ${revision} of draw ${draw.draw_no} may still be delivered.`);
      held = await mail(draw, revision, held);
    }
  };
}
