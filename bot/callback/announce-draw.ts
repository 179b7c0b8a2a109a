import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { DrawnRecord, DrawRecord, FailedRecord } from "../../data/draw-record.ts";
import type { Ledger } from "../../data/ledger.ts";
import { log } from "../../data/log.ts";
import { formatAnnouncement } from "../messages/announcement.ts";
import { formatParagraph } from "../messages/message.ts";
import { formatRevisionNote } from "../messages/revision-note.ts";
import type { Words } from "../words/words.ts";
import { judgeSlackError } from "./judge-slack-error.ts";
import type { PostOnce } from "./post-once.ts";
import type { TellFailure } from "./tell-failure.ts";

/** How long one run of the callback may be posting: longer than its time-out. */
export const POSTING_SECONDS = 60;

/** A channel that stays closed this long is given up. */
const CLOSED_CHANNEL_MS = 24 * 60 * 60 * 1_000;

/** Somebody else is posting about the draw at this moment, or stopped at it: worth another delivery later. */
class AnnouncementUnderWay extends Error {
  override readonly name = "AnnouncementUnderWay";
}

export type AnnounceDraw = ReturnType<typeof createAnnounceDraw>;

/**
 * Tells of a draw that has ended, once: the channel of its winners, the one who asked of its failure. Throws what Slack
 * answered when the message did not get there, so that it is delivered again.
 */
export function createAnnounceDraw({
  ledger,
  slack,
  postOnce,
  tellFailure,
  words,
  now,
}: {
  ledger: Ledger;
  slack: WebClient;
  postOnce: PostOnce;
  tellFailure: TellFailure;
  words: Words;
  now: () => Date;
}) {
  /** Sends a direct message; a person whom Slack keeps from the bot is left to the log. */
  const tellDirectly = async (person: string, draw: DrawnRecord, text: string) => {
    try {
      await slack.chat.postMessage({ channel: person, ...formatParagraph(text) });
    } catch (error) {
      const { closed } = judgeSlackError(error);
      if (!closed) throw error;
      log("warn", "requester-not-told", { draw_no: draw.draw_no, reason: closed });
    }
  };

  /** The channel takes no message: whoever asked for the draw is told what to do, and later draws try again. */
  const reportClosedChannel = async (draw: DrawnRecord, reason: string): Promise<DrawRecord | undefined> => {
    log("error", "channel-closed", { draw_no: draw.draw_no, reason });
    if (draw.announcement_error === undefined && draw.requested_by)
      await tellDirectly(draw.requested_by, draw, words.announcement.channelClosed(draw.draw_no, reason));
    const isGivenUp = Date.parse(draw.drawn_at) + CLOSED_CHANNEL_MS < now().getTime();
    if (isGivenUp) return ledger.markAnnounced(draw, { at: now(), error: reason });
    await ledger.abandonAnnouncing(draw, reason);
    return undefined;
  };

  /** Puts the announcement in order where it stands; false if it is gone. */
  const updateAnnouncement = async (draw: DrawnRecord, channel: string, ts: string): Promise<boolean> => {
    try {
      await slack.chat.update({ channel, ts, ...formatAnnouncement(draw, words) });
      return true;
    } catch (error) {
      if (error instanceof WebAPIPlatformError && error.data.error === "message_not_found") return false;
      throw error;
    }
  };

  /** Sees to it that the announcement stands, as the draw stands now, and under it the note of its newest revision. */
  const announceIn = async (channel: string, draw: DrawnRecord): Promise<string | undefined> => {
    const { draw_id: drawId, message_ts: noted, revisions } = draw;
    const mayStandAlready = draw.announcement_attempts > 1;
    const isInOrder = noted !== undefined && (await updateAnnouncement(draw, channel, noted));
    const first = { drawId, revision: 0, since: draw.requested_at };
    const ts = isInOrder
      ? noted
      : await postOnce(channel, first, formatAnnouncement(draw, words), mayStandAlready);

    const revision = revisions.at(-1);
    if (!revision) return ts;
    // What an earlier run has posted may name those who had won before the revision.
    if (!isInOrder && mayStandAlready && ts) await updateAnnouncement(draw, channel, ts);
    const newest = { drawId, revision: revisions.length, since: revision.revised_at };
    await postOnce(channel, newest, formatRevisionNote(draw, revision, words), mayStandAlready);
    return ts;
  };

  const announceWinners = async (draw: DrawnRecord): Promise<DrawRecord | undefined> => {
    if (!draw.channel_id) {
      log("info", "draw-without-channel", { draw_no: draw.draw_no });
      return ledger.markAnnounced(draw, { at: now() });
    }
    try {
      const messageTs = await announceIn(draw.channel_id, draw);
      const told = await ledger.markAnnounced(draw, { at: now(), messageTs });
      if (!told) throw new AnnouncementUnderWay(`Draw ${draw.draw_no} was revised while it was announced.`);
      log("info", "draw-announced", { draw_no: draw.draw_no, revisions: draw.revisions.length });
      return told;
    } catch (error) {
      const { closed } = judgeSlackError(error);
      if (!closed) throw error;
      return await reportClosedChannel(draw, closed);
    }
  };

  const announceFailure = async (draw: FailedRecord) => {
    await tellFailure({
      drawNo: draw.draw_no,
      error: draw.error,
      facts: draw.error_facts,
      requestedBy: draw.requested_by,
      channelId: draw.channel_id,
    });
    return ledger.markAnnounced(draw, { at: now() });
  };

  return async (drawNo: number, drawId: string): Promise<void> => {
    const ours = await ledger.beginAnnouncing({ draw_no: drawNo, draw_id: drawId }, now(), POSTING_SECONDS);
    if (!ours || ours.status === "drawing") {
      const draw = await ledger.readOwn(drawNo, drawId);
      if (draw.status === "drawing") return;
      // Whoever told may have stopped right there.
      if (draw.announced_at !== undefined) return await ledger.settle(draw);
      throw new AnnouncementUnderWay(`Draw ${drawNo} is being announced by another run.`);
    }
    let told: DrawRecord | undefined;
    try {
      told = await (ours.status === "drawn" ? announceWinners(ours) : announceFailure(ours));
    } catch (error) {
      await ledger.abandonAnnouncing(ours);
      throw error;
    }
    if (told) await ledger.settle(told);
  };
}
