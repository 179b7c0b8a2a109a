import type { DrawnRecord } from "../../data/draw-record.ts";
import type { Locale } from "../../data/environment.ts";
import type { LotteryNotice } from "./lottery-notice.ts";
import { noticeWords } from "./words.ts";

/** The names of a mail are cut at this size (UTF-8 bytes): three states carry it, within 256 KB in all. */
const LIST_BYTES = 24_000;

/** So many winners are named to the callback, which reads the ledger for all of them. */
const WINNERS_NAMED = 50;

/**
 * What subscribers are told of a decided draw: `sns` is the text for people; `notice` is the JSON of one text for each kind
 * of subscriber, `lambda` being the JSON of a `LotteryNotice`; `subject` is ASCII of at most 100 characters (a rule of SNS).
 */
export function formatNotice(draw: DrawnRecord, locale: Locale) {
  const words = noticeWords[locale];
  const lines: string[] = [];
  let bytes = 0;
  for (const { employee_name, employee_id } of draw.winners) {
    const line = `${lines.length + 1}. ${employee_name} (${employee_id})`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > LIST_BYTES) break;
    lines.push(line);
  }
  const unnamed = draw.winners.length - lines.length;
  const headline = words.headline(draw.draw_no, draw.winners.length, draw.prize);
  const sns = [
    headline,
    "",
    ...lines,
    ...(unnamed > 0 ? [words.more(unnamed, draw.draw_no)] : []),
    "",
    words.drawnAt(draw.drawn_at.slice(0, 16).replace("T", " "), draw.roster_size),
    words.history,
  ].join("\n");

  const notice: LotteryNotice = {
    draw_no: draw.draw_no,
    draw_id: draw.draw_id,
    num_of_winners: draw.winners.length,
    winners: draw.winners.slice(0, WINNERS_NAMED),
    ...(draw.channel_id && { channel_id: draw.channel_id }),
    ...(draw.prize && { prize: draw.prize }),
  };
  return {
    sns,
    subject: `Lottery draw ${draw.draw_no}: ${draw.winners.length} ${draw.winners.length === 1 ? "winner" : "winners"}`,
    notice: JSON.stringify({
      default: headline.replace(/[:：]$/, ""),
      email: sns,
      lambda: JSON.stringify(notice),
    }),
  };
}
