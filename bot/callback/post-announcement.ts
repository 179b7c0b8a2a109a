import type { WebClient } from "@slack/web-api";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Texts } from "../locales/texts.ts";
import { formatAnnouncement, formatRevisionNote } from "../messages/announcement.ts";
import type { Message } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { PostOnce } from "./post-once.ts";

export interface PostedAnnouncement {
  /** The message that names the winners. */
  ts: string;
  /** Slack's code for why an earlier message of the same draw cannot be edited: it still names the earlier winners. */
  notEditable?: string | undefined;
}

type Edit = { isDone: boolean; refusal?: string };

/**
 * Posts or edits the announcement of a decided draw, so that it names the present winners, and posts the note about its
 * newest revision. What stands already is not posted again. Throws Slack's error.
 */
export function createPostAnnouncement({
  slack,
  postOnce,
  texts,
}: {
  slack: WebClient;
  postOnce: PostOnce;
  texts: Texts;
}) {
  /** A message that somebody has deleted, or that cannot be edited any more, is to be replaced. */
  const edit = async (channel: string, ts: string, message: Message): Promise<Edit> => {
    try {
      await slack.chat.update({ channel, ts, ...message });
      return { isDone: true };
    } catch (error) {
      const verdict = classifySlackError(error);
      if (verdict.kind !== "refused") throw error;
      const isDeleted = verdict.reason === "message_not_found";
      return { isDone: false, ...(!isDeleted && { refusal: verdict.reason }) };
    }
  };

  const postWinners = async (channel: string, draw: DrawnRecord): Promise<PostedAnnouncement> => {
    const revision = draw.revisions.length;
    const message = formatAnnouncement(draw, texts);
    const replaced = new Set<string>();
    let refusal: string | undefined;
    /** True if the message names the present winners now. */
    const bringUpToDate = async (ts: string) => {
      const edited = await edit(channel, ts, message);
      refusal ??= edited.refusal;
      replaced.add(ts);
      return edited.isDone;
    };

    const { message_ts: noted } = draw;
    if (noted !== undefined && (await bringUpToDate(noted))) return { ts: noted };
    const topic = {
      drawId: draw.draw_id,
      part: "winners",
      revision,
      since: (noted === undefined ? undefined : draw.revisions.at(-1)?.revised_at) ?? draw.requested_at,
      accepts: (posted: { ts: string; revision: number }) =>
        posted.revision <= revision && !replaced.has(posted.ts),
    } as const;
    for (;;) {
      const posted = await postOnce(channel, topic, message, draw.announcement_attempts);
      // What an earlier run has posted may name those who had won before the revision.
      if (posted.revision === revision || (await bringUpToDate(posted.ts)))
        return { ts: posted.ts, notEditable: refusal };
    }
  };

  return async function postAnnouncement(channel: string, draw: DrawnRecord): Promise<PostedAnnouncement> {
    const posted = await postWinners(channel, draw);
    const revision = draw.revisions.at(-1);
    if (revision)
      await postOnce(
        channel,
        {
          drawId: draw.draw_id,
          part: "note",
          revision: draw.revisions.length,
          since: revision.revised_at,
          accepts: (note) => note.revision === draw.revisions.length,
        },
        formatRevisionNote(draw, revision, texts),
        draw.announcement_attempts,
      );
    return posted;
  };
}

export type PostAnnouncement = ReturnType<typeof createPostAnnouncement>;
