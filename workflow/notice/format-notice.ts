import type { DrawnRecord, Winner } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { formatReceipt } from "../draw/receipt.ts";
import { formatMessages } from "./format-messages.ts";
import { formatTerms } from "./format-terms.ts";
import { formatWinner } from "./format-winner.ts";
import type { NoticeTexts } from "./locales/texts.ts";

/** Upper bound for the winners plus two copies of their list. Step Functions passes at most 256 KB between states. */
const STATE_BYTES = 230_000;
/** The list of names in an email has at most this size in UTF-8 bytes, or less if the winners leave less room … */
const MAX_LIST_BYTES = 24_000;
/** … but never less than this. */
const MIN_LIST_BYTES = 1_500;

function listBytes(winners: readonly Winner[]): number {
  const room = (STATE_BYTES - Buffer.byteLength(JSON.stringify(winners))) / 2;
  return Math.min(Math.max(room, MIN_LIST_BYTES), MAX_LIST_BYTES);
}

function formatSealed({ draw_no, seals }: DrawnRecord, texts: NoticeTexts): string[] {
  const seal = seals.at(-1);
  return seal ? [texts.sealed(draw_no, seal.message_ts !== undefined)] : [];
}

/**
 * Formats the notice of a decided draw: the email's text (`sns`), its ASCII `subject`, and `notice`, the JSON that SNS
 * delivers to each kind of subscriber.
 */
export function formatNotice(draw: DrawnRecord, texts: NoticeTexts) {
  const winners = currentWinners(draw.winners);
  const count = winners.length;
  const lines: string[] = [];
  let room = listBytes(winners);
  for (const winner of winners) {
    const line = `${lines.length + 1}. ${formatWinner(winner, texts)}`;
    // A line break takes four bytes, because the notice escapes it twice.
    room -= Buffer.byteLength(line) + 4;
    if (room < 0) break;
    lines.push(line);
  }
  const unnamed = count - lines.length;
  const headline = texts.headline(draw.draw_no, count, draw.prize);
  const text = [
    headline,
    "",
    ...lines,
    ...(unnamed > 0 ? [texts.more(unnamed, draw.draw_no)] : []),
    "",
    ...formatTerms(draw, texts),
    texts.drawnAt(draw.drawn_at.slice(0, 16).replace("T", " "), draw.eligible),
    texts.receipt(formatReceipt(draw.receipt)),
    ...formatSealed(draw, texts),
    texts.history,
  ].join("\n");

  return formatMessages({
    draw,
    revision: 0,
    subject: texts.subject.drawn(draw.draw_no, count),
    headline,
    text,
  });
}
