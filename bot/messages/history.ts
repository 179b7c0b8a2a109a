import type { KnownBlock } from "@slack/web-api";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { HistoryEntry } from "../../data/ledger/ledger.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { explainFailure } from "../locales/explain-failure.ts";
import type { Words } from "../locales/words.ts";
import { button } from "./button.ts";
import { context, formatParagraph, MESSAGE_LENGTH, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";
import { isInterrupted } from "./undecided.ts";
import { countPlaces, formatNames, formatWinnerList } from "./winner-list.ts";

/** The buttons of the history. Their values are draw numbers, so they work as long as the message stands. */
export const OLDER_DRAWS = "lottery_winners_older";
export const NEWEST_DRAWS = "lottery_winners_newest";
export const MORE_WINNERS = "lottery_winners_more";

function formatHeadline(draw: DrawRecord, words: Words): string {
  const parts = [`*${words.history.draw(draw.draw_no)}*`];
  if (draw.prize) parts.push(`🎁 ${escapeMrkdwn(draw.prize)}`);
  parts.push(formatTime(draw.status === "drawn" ? draw.drawn_at : draw.requested_at));
  return parts.join(" · ");
}

function formatOutcome(draw: DrawRecord, words: Words, now: Date): string {
  if (draw.status === "drawing")
    return isInterrupted(draw, now) ? words.history.interrupted : words.history.drawing(draw.num_of_winners);
  if (draw.status === "failed")
    return words.history.failed(explainFailure(words, draw.error, draw.error_facts));
  const standing = currentWinners(draw.winners);
  if (standing.length === 0) return words.history.voided;
  const names = formatNames(standing, words.listSeparator, words.history.more);
  return draw.revisions.length > 0 ? `${names}\n${words.history.redrawn(draw.revisions.length)}` : names;
}

/**
 * A page of the history, newest draw first; draws that do not fit into the message are left to the next page.
 * `isNewest` tells whether it starts with the newest draw of all.
 */
export function formatHistory(
  page: { entries: readonly HistoryEntry[]; more: boolean },
  isNewest: boolean,
  words: Words,
  now: Date,
): Message {
  const texts: string[] = [];
  let left = MESSAGE_LENGTH;
  for (const { drawNo, draw } of page.entries) {
    const text = draw
      ? `${formatHeadline(draw, words)}\n${formatOutcome(draw, words, now)}`
      : words.history.malformed(drawNo);
    left -= text.length;
    if (left < 0) break;
    texts.push(text);
  }
  const last = page.entries[texts.length - 1];
  if (!last) return formatParagraph(words.history.empty);
  const isMore = page.more || texts.length < page.entries.length;
  return {
    text: [words.history.title, ...texts].join("\n\n"),
    blocks: [
      { type: "header", text: { type: "plain_text", text: words.history.title } },
      ...texts.map(section),
      ...(isNewest ? [] : [button(NEWEST_DRAWS, words.history.newest, "newest")]),
      ...(isMore ? [button(OLDER_DRAWS, words.history.older, String(last.drawNo))] : []),
    ],
  };
}

/** One draw with its winners, as many as a message holds; `from` is the place of the first winner shown, from 0. */
export function formatDraw(draw: DrawRecord, from: number, words: Words, now: Date): Message {
  const headline = formatHeadline(draw, words);
  if (draw.status !== "drawn") {
    const text = `${headline}\n${formatOutcome(draw, words, now)}`;
    return { text, blocks: [section(text)] };
  }
  const { texts, next } = formatWinnerList(draw.winners, from);
  const title = currentWinners(draw.winners).length > 0 ? headline : `${headline}\n${words.history.voided}`;
  return {
    text: [title, ...texts].join("\n"),
    blocks: [
      section(title),
      ...texts.map(section),
      ...formatFacts(draw, words),
      ...(next < countPlaces(draw.winners)
        ? [button(MORE_WINNERS, words.history.next, `${draw.draw_no}:${next}`)]
        : []),
    ],
  };
}

function formatFacts(draw: DrawnRecord, words: Words): KnownBlock[] {
  const facts = [
    words.announcement.drawn(formatTime(draw.drawn_at), draw.eligible),
    words.announcement.receipt(formatReceipt(draw.revisions.at(-1)?.receipt ?? draw.receipt), draw.draw_no),
  ];
  return [context(facts.join(" · "))];
}
