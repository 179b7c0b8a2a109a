import type { DrawnRecord, Winner } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { formatReceipt } from "../draw/receipt.ts";
import { formatMessages } from "./format-messages.ts";
import { noticeTexts } from "./texts.ts";

/** What the winners and their list in the mail, which is carried twice, may take of the 256 KB between two states. */
const CARRIED_BYTES = 230_000;
/** The list of names in a mail ends at this size (UTF-8 bytes), where the winners leave as much room … */
const LONGEST_LIST = 24_000;
/** … and has this much in any case. */
const SHORTEST_LIST = 1_500;

function listBytes(winners: readonly Winner[]): number {
  const room = (CARRIED_BYTES - Buffer.byteLength(JSON.stringify(winners))) / 2;
  return Math.min(Math.max(room, SHORTEST_LIST), LONGEST_LIST);
}

/**
 * What subscribers are told of a decided draw: its text for people (`sns`), a `subject` in ASCII of at most 100
 * characters (a rule of SNS), and the `notice` that carries one text for each kind of subscriber.
 */
export function formatNotice(draw: DrawnRecord, locale: Locale) {
  const words = noticeTexts[locale];
  const winners = currentWinners(draw.winners);
  const count = winners.length;
  const lines: string[] = [];
  let room = listBytes(winners);
  for (const { employee_name, employee_id } of winners) {
    const line = `${lines.length + 1}. ${employee_name} (${toOneLine(employee_id)})`;
    // Each line break takes four bytes in the notice, where it is escaped twice.
    room -= Buffer.byteLength(line) + 4;
    if (room < 0) break;
    lines.push(line);
  }
  const unnamed = count - lines.length;
  const headline = words.headline(draw.draw_no, count, draw.prize);
  const text = [
    headline,
    "",
    ...lines,
    ...(unnamed > 0 ? [words.more(unnamed, draw.draw_no)] : []),
    "",
    words.drawnAt(draw.drawn_at.slice(0, 16).replace("T", " "), draw.eligible),
    words.receipt(formatReceipt(draw.receipt)),
    words.history,
  ].join("\n");

  return formatMessages({
    draw,
    revision: 0,
    subject: `Lottery draw ${draw.draw_no}: ${count} ${count === 1 ? "winner" : "winners"}`,
    headline,
    text,
  });
}
