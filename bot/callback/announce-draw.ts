import type { WebClient } from "@slack/web-api";
import type { DrawnRecord, DrawRecord, FailedRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { log } from "../../data/runtime/log.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph } from "../messages/message.ts";
import { classifySlackError, NOT_INVITED } from "../slack/classify-slack-error.ts";
import type { CheckOrigin } from "./origin/check-origin.ts";
import type { PostAnnouncement } from "./post-announcement.ts";
import type { PostFailure } from "./post-failure.ts";
import type { ReportFailure } from "./report-failure.ts";

/** How long one run of the callback has the right to post. Longer than the function's timeout. */
export const POSTING_SECONDS = 60;

/** After this time a refused announcement is given up. */
const RETRY_REFUSED_MS = 24 * 60 * 60 * 1_000;

/** Another run is posting about the draw, or has stopped while doing so. A later delivery tries again. */
class AnnouncementInProgress extends Error {
  override readonly name = "AnnouncementInProgress";
}

/** Whether everybody in the channel sees that the draw has failed. */
function isPublic({ channel_id, requested_by, seals }: FailedRecord): boolean {
  const isSealPosted = seals.some(({ message_ts }) => message_ts !== undefined);
  return channel_id !== undefined && (isSealPosted || requested_by === undefined);
}

export type AnnounceDraw = ReturnType<typeof createAnnounceDraw>;

/**
 * Announces a draw that has ended, once: the winners in the channel, a failure to the requester, or in the channel if its
 * seal is there. A draw that the state machine has not made is not announced. Throws Slack's error if the message could not
 * be posted, so that the event is delivered again, and what `checkOrigin` throws.
 */
export function createAnnounceDraw({
  ledger,
  checkOrigin,
  slack,
  postAnnouncement,
  postFailure,
  reportFailure,
  texts,
  now,
}: {
  ledger: Ledger;
  checkOrigin: CheckOrigin;
  slack: WebClient;
  postAnnouncement: PostAnnouncement;
  postFailure: PostFailure;
  reportFailure: ReportFailure;
  texts: Texts;
  now: () => Date;
}) {
  /** Sends a direct message. Only logs a warning if Slack refuses it. */
  const sendDirectMessage = async (person: string, draw: DrawnRecord, text: string) => {
    try {
      await slack.chat.postMessage({ channel: person, ...formatParagraph(text) });
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind !== "refused") throw error;
      log("warn", "requester-not-notified", { draw_no: draw.draw_no, reason: failure.reason });
    }
  };

  /** Sends a direct message to the person who requested the newest revision, or the draw if it has none. */
  const notifyRequester = async (draw: DrawnRecord, text: string) => {
    const requester = draw.revisions.at(-1)?.requested_by ?? draw.requested_by;
    if (requester) await sendDirectMessage(requester, draw, text);
  };

  /**
   * Handles a channel in which Slack does not let the bot post. The first time, notifies the requester. Later draws try
   * again for a day after the newest revision, or after the draw. Returns the record if the announcement is given up.
   */
  const reportRefusal = async (draw: DrawnRecord, reason: string): Promise<DrawRecord | undefined> => {
    log("error", "announcement-refused", { draw_no: draw.draw_no, reason });
    const isFirst = draw.announcement_error === undefined;
    if (isFirst)
      await notifyRequester(draw, texts.announcement.refused(draw.draw_no, reason, NOT_INVITED.has(reason)));
    const newest = draw.revisions.at(-1)?.revised_at ?? draw.drawn_at;
    if (!isFirst && Date.parse(newest) + RETRY_REFUSED_MS < now().getTime())
      return ledger.announcements.mark(draw, { at: now(), error: reason });
    await ledger.announcements.abandon(draw, reason);
    return undefined;
  };

  const announceWinners = async (draw: DrawnRecord): Promise<DrawRecord | undefined> => {
    if (!draw.channel_id) {
      log("info", "draw-without-channel", { draw_no: draw.draw_no });
      return ledger.announcements.mark(draw, { at: now() });
    }
    if (!(await checkOrigin(draw))) return undefined;
    try {
      const { ts, notEditable } = await postAnnouncement(draw.channel_id, draw);
      if (notEditable !== undefined) {
        log("warn", "announcement-not-editable", { draw_no: draw.draw_no, reason: notEditable });
        await notifyRequester(draw, texts.announcement.notEditable(draw.draw_no, notEditable));
      }
      const announced = await ledger.announcements.mark(draw, { at: now(), messageTs: ts });
      if (!announced)
        throw new AnnouncementInProgress(`Draw ${draw.draw_no} was revised while it was announced.`);
      log("info", "draw-announced", { draw_no: draw.draw_no, revisions: draw.revisions.length });
      return announced;
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind === "unauthorized")
        log("error", "slack-token-refused", { draw_no: draw.draw_no, reason: failure.reason });
      if (failure.kind !== "refused") throw error;
      return await reportRefusal(draw, failure.reason);
    }
  };

  const announceFailure = async (draw: FailedRecord) => {
    if (isPublic(draw) && !(await checkOrigin(draw))) return undefined;
    // The message in the channel mentions the requester.
    if (!(await postFailure(draw)))
      await reportFailure({
        drawNo: draw.draw_no,
        error: draw.error,
        facts: draw.error_facts,
        requestedBy: draw.requested_by,
        channelId: draw.channel_id,
      });
    return ledger.announcements.mark(draw, { at: now() });
  };

  return async function announceDraw(drawNo: number, drawId: string): Promise<void> {
    const ours = await ledger.announcements.begin(
      { draw_no: drawNo, draw_id: drawId },
      now(),
      POSTING_SECONDS,
    );
    if (!ours || ours.status === "drawing") {
      const draw = await ledger.readOwn(drawNo, drawId);
      if (draw.status === "drawing") return;
      // The run that announced it may have stopped right after that.
      if (draw.announced_at !== undefined) return await ledger.pending.remove(draw);
      throw new AnnouncementInProgress(`Draw ${drawNo} is being announced by another run.`);
    }
    let announced: DrawRecord | undefined;
    try {
      announced = await (ours.status === "drawn" ? announceWinners(ours) : announceFailure(ours));
    } catch (error) {
      await ledger.announcements.abandon(ours);
      throw error;
    }
    if (announced) await ledger.pending.remove(announced);
  };
}
