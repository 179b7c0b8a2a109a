import type { DrawnRecord } from "../../data/draw-record.ts";
import type { Locale } from "../../data/environment.ts";
import { formatReceipt } from "../draw/receipt.ts";
import { formatMessages } from "./format-messages.ts";
import { noticeWords } from "./words.ts";

/** The names of a mail are cut at this size (UTF-8 bytes): three states carry it, within 256 KB in all. */
const LIST_BYTES = 24_000;

/**
 * What subscribers are told of a decided draw: its text for people (`sns`), a `subject` in ASCII of at most 100
 * characters (a rule of SNS), and the `notice` that carries one text for each kind of subscriber.
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
  const text = [
    headline,
    "",
    ...lines,
    ...(unnamed > 0 ? [words.more(unnamed, draw.draw_no)] : []),
    "",
    words.drawnAt(draw.drawn_at.slice(0, 16).replace("T", " "), draw.roster_size),
    words.receipt(formatReceipt(draw.receipt)),
    words.history,
  ].join("\n");

  const count = draw.winners.length;
  return formatMessages({
    draw,
    subject: `Lottery draw ${draw.draw_no}: ${count} ${count === 1 ? "winner" : "winners"}`,
    headline,
    text,
  });
}
