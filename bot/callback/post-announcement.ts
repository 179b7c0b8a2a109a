import type { WebClient } from "@slack/web-api";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import type { Texts } from "../locales/texts.ts";
import { formatAnnouncement, formatRevisionNote } from "../messages/announcement.ts";
import type { Message } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { PostOnce } from "./post-once.ts";

export interface PostedAnnouncement {
  /** The message that names the winners. */
  ts: string;
  /** Slack's error code if it refused to edit an earlier message, which still names the earlier winners. */
  notEditable?: string | undefined;
}

type Edit = { isDone: boolean; refusal?: string };

export type PostAnnouncement = ReturnType<typeof createPostAnnouncement>;

/**
 * Posts or edits the announcement of a decided draw so that it names the current winners, and posts a note about the
 * newest revision. Does not post what is already in the channel. Throws Slack's error.
 */
export function createPostAnnouncement({
  slack,
  postOnce,
  chain,
  showsIds,
  texts,
}: {
  slack: WebClient;
  postOnce: PostOnce;
  chain: BeaconChain;
  /** Whether employee ids are shown also where names are unique. */
  showsIds: boolean;
  texts: Texts;
}) {
  /** Returns `isDone: false` if the message was deleted or Slack refuses to edit it. A new message must replace it. */
  const edit = async (channel: string, ts: string, message: Message): Promise<Edit> => {
    try {
      await slack.chat.update({ channel, ts, ...message });
      return { isDone: true };
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind !== "refused") throw error;
      const isDeleted = failure.reason === "message_not_found";
      return { isDone: false, ...(!isDeleted && { refusal: failure.reason }) };
    }
  };

  const postWinners = async (channel: string, draw: DrawnRecord): Promise<PostedAnnouncement> => {
    const revision = draw.revisions.length;
    const message = formatAnnouncement(draw, texts, { chain, showsIds });
    const replaced = new Set<string>();
    let refusal: string | undefined;
    /** Returns true if the message now names the current winners. */
    const updateMessage = async (ts: string) => {
      const edited = await edit(channel, ts, message);
      refusal ??= edited.refusal;
      replaced.add(ts);
      return edited.isDone;
    };

    const { message_ts: knownTs } = draw;
    if (knownTs !== undefined && (await updateMessage(knownTs))) return { ts: knownTs };
    const topic = {
      drawId: draw.draw_id,
      part: "winners",
      revision,
      since: (knownTs === undefined ? undefined : draw.revisions.at(-1)?.revised_at) ?? draw.requested_at,
      accepts: (posted: { ts: string; revision: number }) =>
        posted.revision <= revision && !replaced.has(posted.ts),
    } as const;
    for (;;) {
      const posted = await postOnce(channel, topic, message, draw.announcement_attempts);
      // A message from an earlier run may name the winners before the revision.
      if (posted.revision === revision || (await updateMessage(posted.ts)))
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
        formatRevisionNote(draw, revision, texts, { showsIds }),
        draw.announcement_attempts,
      );
    return posted;
  };
}
