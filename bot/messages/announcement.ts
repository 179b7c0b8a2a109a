import type { DrawnRecord } from "../../data/draw-record.ts";
import type { Words } from "../words/words.ts";
import { type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";
import { formatNames, formatWinnerList } from "./winner-list.ts";

/** What the channel reads of a decided draw. */
export function formatAnnouncement(draw: DrawnRecord, words: Words): Message {
  const { announcement, history, listSeparator } = words;
  const prize = draw.prize && escapeMrkdwn(draw.prize);
  const count = draw.winners.length;
  const { texts, next } = formatWinnerList(draw.winners);
  const facts = [
    announcement.drawn(formatTime(draw.drawn_at), draw.roster_size),
    ...(draw.requested_by ? [announcement.requestedBy(`<@${draw.requested_by}>`)] : []),
  ];
  return {
    text: announcement.summary(draw.draw_no, prize, formatNames(draw.winners, listSeparator, history.more)),
    blocks: [
      { type: "header", text: { type: "plain_text", text: announcement.title(draw.draw_no), emoji: true } },
      ...(prize ? [section(`🎁 *${prize}*`)] : []),
      section(announcement.winners(count)),
      ...texts.map(section),
      ...(next < count ? [section(announcement.more(count - next, draw.draw_no))] : []),
      { type: "context", elements: [{ type: "mrkdwn", text: facts.join(" · ") }] },
    ],
  };
}
