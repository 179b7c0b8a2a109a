import type { WebClient } from "@slack/web-api";
import type { DrawnRecord, DrawRecord, FailedRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { log } from "../../data/runtime/log.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph } from "../messages/message.ts";
import { classifySlackError, NOT_INVITED } from "../slack/classify-slack-error.ts";
import type { PostAnnouncement } from "./post-announcement.ts";
import type { ReportFailure } from "./report-failure.ts";

/** How long one run of the callback may be posting: longer than its time-out. */
export const POSTING_SECONDS = 60;

/** A channel that refuses an announcement this long is given up. */
const REFUSING_CHANNEL_MS = 24 * 60 * 60 * 1_000;

/** Somebody else is posting about the draw at this moment, or stopped at it: worth another delivery later. */
class AnnouncementInProgress extends Error {
  override readonly name = "AnnouncementInProgress";
}

export type AnnounceDraw = ReturnType<typeof createAnnounceDraw>;

/**
 * Tells of a draw that has ended, once: the channel of its winners, the one who asked of its failure. Throws Slack's
 * error when the message did not get there, so that it is delivered again.
 */
export function createAnnounceDraw({
  ledger,
  slack,
  postAnnouncement,
  reportFailure,
  texts,
  now,
}: {
  ledger: Ledger;
  slack: WebClient;
  postAnnouncement: PostAnnouncement;
  reportFailure: ReportFailure;
  texts: Texts;
  now: () => Date;
}) {
  /** Sends a direct message. A person whom Slack keeps from the bot is only logged. */
  const sendDirectMessage = async (person: string, draw: DrawnRecord, text: string) => {
    try {
      await slack.chat.postMessage({ channel: person, ...formatParagraph(text) });
    } catch (error) {
      const verdict = classifySlackError(error);
      if (verdict.kind !== "refused") throw error;
      log("warn", "requester-not-told", { draw_no: draw.draw_no, reason: verdict.reason });
    }
  };

  /** Sends a direct message to the person who requested what is to be announced: the newest revision, or the draw. */
  const notifyRequester = async (draw: DrawnRecord, text: string) => {
    const requester = draw.revisions.at(-1)?.requested_by ?? draw.requested_by;
    if (requester) await sendDirectMessage(requester, draw, text);
  };

  /**
   * Slack does not let the bot post in the channel. The requester is told once what to do; later draws try again for a
   * day, which begins with the newest thing to announce, and never ends with the first refusal.
   */
  const reportRefusal = async (draw: DrawnRecord, reason: string): Promise<DrawRecord | undefined> => {
    log("error", "announcement-refused", { draw_no: draw.draw_no, reason });
    const isFirst = draw.announcement_error === undefined;
    if (isFirst)
      await notifyRequester(draw, texts.announcement.refused(draw.draw_no, reason, NOT_INVITED.has(reason)));
    const newest = draw.revisions.at(-1)?.revised_at ?? draw.drawn_at;
    if (!isFirst && Date.parse(newest) + REFUSING_CHANNEL_MS < now().getTime())
      return ledger.announcements.mark(draw, { at: now(), error: reason });
    await ledger.announcements.abandon(draw, reason);
    return undefined;
  };

  const announceWinners = async (draw: DrawnRecord): Promise<DrawRecord | undefined> => {
    if (!draw.channel_id) {
      log("info", "draw-without-channel", { draw_no: draw.draw_no });
      return ledger.announcements.mark(draw, { at: now() });
    }
    try {
      const { ts, notEditable } = await postAnnouncement(draw.channel_id, draw);
      if (notEditable !== undefined) {
        log("warn", "announcement-not-editable", { draw_no: draw.draw_no, reason: notEditable });
        await notifyRequester(draw, texts.announcement.notEditable(draw.draw_no, notEditable));
      }
      const told = await ledger.announcements.mark(draw, { at: now(), messageTs: ts });
      if (!told) throw new AnnouncementInProgress(`Draw ${draw.draw_no} was revised while it was announced.`);
      log("info", "draw-announced", { draw_no: draw.draw_no, revisions: draw.revisions.length });
      return told;
    } catch (error) {
      const verdict = classifySlackError(error);
      if (verdict.kind === "unauthorized")
        log("error", "slack-token-refused", { draw_no: draw.draw_no, reason: verdict.reason });
      if (verdict.kind !== "refused") throw error;
      return await reportRefusal(draw, verdict.reason);
    }
  };

  const announceFailure = async (draw: FailedRecord) => {
    await reportFailure({
      drawNo: draw.draw_no,
      error: draw.error,
      facts: draw.error_facts,
      requestedBy: draw.requested_by,
      channelId: draw.channel_id,
    });
    return ledger.announcements.mark(draw, { at: now() });
  };

  return async (drawNo: number, drawId: string): Promise<void> => {
    const ours = await ledger.announcements.begin(
      { draw_no: drawNo, draw_id: drawId },
      now(),
      POSTING_SECONDS,
    );
    if (!ours || ours.status === "drawing") {
      const draw = await ledger.readOwn(drawNo, drawId);
      if (draw.status === "drawing") return;
      // Whoever told may have stopped right there.
      if (draw.announced_at !== undefined) return await ledger.pending.remove(draw);
      throw new AnnouncementInProgress(`Draw ${drawNo} is being announced by another run.`);
    }
    let told: DrawRecord | undefined;
    try {
      told = await (ours.status === "drawn" ? announceWinners(ours) : announceFailure(ours));
    } catch (error) {
      await ledger.announcements.abandon(ours);
      throw error;
    }
    if (told) await ledger.pending.remove(told);
  };
}
