import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { noticeDecidedAt, unmailedNotices } from "../../data/ledger/mailing.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { log } from "../../data/runtime/log.ts";
import { EXECUTION_SECONDS } from "../../workflow/attempt/leases.ts";
import { formatNotice } from "../../workflow/notice/format-notice.ts";
import { formatRevisionNotice } from "../../workflow/notice/format-revision-notice.ts";

/** How long one run of the callback may be publishing: longer than its time-out. */
const PUBLISHING_SECONDS = 60;

/** So long after a decision the notice may be on its way, though its execution has failed. */
const DELIVERY_SECONDS = 60;

/** The notice may be on its way, or another run publishes it at this moment: worth another delivery later. */
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
 * Publishes the notices of a decided draw that its own executions can no longer publish, so that subscribers are emailed.
 * The topic's delivery to the callback proves that it has accepted a notice.
 */
export function createMailNotices({
  ledger,
  publishNotice,
  locale,
  now,
}: {
  ledger: Ledger;
  publishNotice: PublishNotice;
  locale: Locale;
  now: () => Date;
}) {
  const format = (draw: DrawnRecord, revision: number) => {
    const { revision_id } = draw.revisions[revision - 1] ?? {};
    return revision_id === undefined
      ? formatNotice(draw, locale)
      : formatRevisionNotice(draw, revision_id, locale);
  };

  /** Returns until when this run has the right to publish; undefined if the notice is mailed. */
  const mail = async (draw: DrawnRecord, revision: number, held: number | undefined) => {
    const until = now().getTime() + PUBLISHING_SECONDS * 1_000;
    const ours = await ledger.mailing.begin(draw, revision, { now: now(), until, held });
    if (ours?.status !== "drawn") {
      const current = await ledger.readOwn(draw.draw_no, draw.draw_id);
      if (current.status !== "drawn" || !unmailedNotices(current).includes(revision)) return held;
      throw new NoticeInProgress(`Notice ${revision} of draw ${draw.draw_no} is published by another run.`);
    }
    try {
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

  /** `ended` is the notice whose execution is known to have ended without success. Throws SNS's error. */
  return async function mailNotices(draw: DrawnRecord, ended?: number): Promise<void> {
    const hasPassed = (revision: number, seconds: number) =>
      noticeDecidedAt(draw, revision) + seconds * 1_000 <= now().getTime();
    let held: number | undefined;
    for (const revision of unmailedNotices(draw)) {
      // A notice that a callback has tried to publish is left to callbacks.
      const isOver = draw.mailing?.revision === revision || hasPassed(revision, EXECUTION_SECONDS);
      if (!isOver && revision !== ended) continue;
      if (!isOver && !hasPassed(revision, DELIVERY_SECONDS))
        throw new NoticeInProgress(`Notice ${revision} of draw ${draw.draw_no} may be on its way.`);
      held = await mail(draw, revision, held);
    }
  };
}
