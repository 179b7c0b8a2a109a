import type { KnownBlock } from "@slack/web-api";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { HistoryEntry } from "../../data/ledger/history.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import type { Texts } from "../locales/texts.ts";
import { formatReceipts } from "./announcement.ts";
import { nameCampaignOf } from "./campaign-name.ts";
import { explainFailure, isInterrupted, isWaiting } from "./failure.ts";
import {
  createFormatMark,
  formatHandOverRows,
  type HandOversById,
  LIST_BUTTON,
  MAX_ROWS,
} from "./hand-over.ts";
import {
  button,
  context,
  formatParagraph,
  MAX_MESSAGE_LENGTH,
  type Message,
  section,
  textOf,
} from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";
import { formatRules } from "./rules.ts";
import { countWins, formatNames, formatWinnerList, nameErased } from "./winner-list.ts";

/** Action ids. The values of these buttons are draw numbers, so that a button works as long as its message exists. */
export const OLDER_DRAWS = "lottery_winners_older";
export const NEWEST_DRAWS = "lottery_winners_newest";
export const MORE_WINNERS = "lottery_winners_more";

function formatHeadline(draw: DrawRecord, texts: Texts): string {
  const parts = [`*${texts.history.draw(draw.draw_no)}*`];
  if (draw.prize) parts.push(`🎁 ${escapeMrkdwn(draw.prize)}`);
  parts.push(formatTime(draw.status === "drawn" ? draw.drawn_at : draw.requested_at));
  return parts.join(" · ");
}

function formatOutcome(draw: DrawRecord, texts: Texts, now: Date): string {
  if (draw.status === "drawing") {
    if (isInterrupted(draw, now)) return texts.history.interrupted;
    return (isWaiting(draw) ? texts.history.sealed : texts.history.drawing)(draw.num_of_winners);
  }
  if (draw.status === "failed")
    return texts.history.failed(explainFailure(texts, draw.error, draw.error_facts));
  const winners = nameErased(currentWinners(draw.winners), texts);
  if (winners.length === 0) return texts.history.voided;
  const names = formatNames(winners, texts.listSeparator, texts.history.more);
  return draw.revisions.length > 0 ? `${names}\n${texts.history.redrawn(draw.revisions.length)}` : names;
}

/**
 * A page of the history, newest draw first. Draws for which the message has no room are on the next page. `isNewest`:
 * the page starts with the newest draw of all.
 */
export function formatHistory(
  page: { entries: readonly HistoryEntry[]; more: boolean },
  isNewest: boolean,
  texts: Texts,
  now: Date,
): Message {
  const sections: string[] = [];
  let shown = 0;
  let left = MAX_MESSAGE_LENGTH;
  let campaign: string | undefined;
  for (const { drawNo, draw } of page.entries) {
    const text = draw
      ? `${formatHeadline(draw, texts)}\n${formatOutcome(draw, texts, now)}`
      : texts.history.malformed(drawNo);
    const own = draw ? nameCampaignOf(draw, texts) : campaign;
    // A heading where the campaign changes. Without another campaign, the first one needs none.
    const heading = own === campaign ? [] : [texts.history.campaign(own ?? texts.campaign.first)];
    left -= [...heading, text].join("").length;
    if (left < 0) break;
    campaign = own;
    sections.push(...heading, text);
    shown++;
  }
  const last = page.entries[shown - 1];
  if (!last) return formatParagraph(texts.history.empty);
  const isMore = page.more || shown < page.entries.length;
  return {
    text: [texts.history.title, ...sections].join("\n\n"),
    blocks: [
      { type: "header", text: { type: "plain_text", text: texts.history.title } },
      ...sections.map(section),
      ...(isNewest ? [] : [button(NEWEST_DRAWS, texts.history.newest, "newest")]),
      ...(isMore ? [button(OLDER_DRAWS, texts.history.older, String(last.drawNo))] : []),
    ],
  };
}

/** What the message about a draw says about its prizes. */
interface ShownHandOvers {
  handOvers: HandOversById;
  /** Operators see who marked a prize, and have buttons. */
  isOperator: boolean;
  /** Whether employee ids are shown also where names are unique. */
  showsIds: boolean;
}

const NO_HAND_OVERS: ShownHandOvers = { handOvers: new Map(), isOperator: false, showsIds: false };

/** The winners of a draw from index `from` on. Operators have a button next to each, if the draw has few. */
function formatWinners(
  draw: DrawnRecord,
  from: number,
  { handOvers, isOperator, showsIds }: ShownHandOvers,
  texts: Texts,
): { blocks: KnownBlock[]; next: number } {
  const isShort = countWins(draw.winners) <= MAX_ROWS;
  if (isOperator && isShort && draw.names_erased_at === undefined) {
    const { rows, next } = formatHandOverRows(draw, handOvers, from, texts);
    return { blocks: rows, next };
  }
  const formatMark = createFormatMark(handOvers, isOperator, texts);
  const { sections, next } = formatWinnerList(nameErased(draw.winners, texts), {
    from,
    showsIds,
    formatMark,
  });
  const open = isOperator && !isShort ? [button(LIST_BUTTON, texts.handed.open, `${draw.draw_no}:0`)] : [];
  return { blocks: [...sections.map(section), ...open], next };
}

/** One draw with its winners, as many as one message can hold. `from` is the index of the first win shown, from 0. */
export function formatDraw(
  draw: DrawRecord,
  from: number,
  texts: Texts,
  now: Date,
  shown: ShownHandOvers = NO_HAND_OVERS,
): Message {
  const headline = formatHeadline(draw, texts);
  if (draw.status !== "drawn") {
    const text = `${headline}\n${formatOutcome(draw, texts, now)}`;
    return { text, blocks: [section(text), ...formatRulesLine(draw, texts)] };
  }
  const { blocks, next } = formatWinners(draw, from, shown, texts);
  const isMore = next < countWins(draw.winners);
  const title = currentWinners(draw.winners).length > 0 ? headline : `${headline}\n${texts.history.voided}`;
  return {
    text: [title, ...blocks.map(textOf).filter(Boolean)].join("\n"),
    blocks: [
      section(title),
      ...blocks,
      ...formatFacts(draw, texts),
      ...(isMore || from > 0 ? [context(formatPlace(draw, from, next, texts))] : []),
      ...(isMore ? [button(MORE_WINNERS, texts.history.next, `${draw.draw_no}:${next}`)] : []),
    ],
  };
}

/** Which part of a long list is shown, and how people find out whether they are on it. */
function formatPlace({ winners, draw_no }: DrawnRecord, from: number, next: number, texts: Texts): string {
  const range = { from: from + 1, to: next, all: countWins(winners) };
  return [texts.history.shown(range), texts.history.findYourself(draw_no)].join("\n");
}

/** The rules of a draw, if it has any. */
function formatRulesLine({ rules }: DrawRecord, texts: Texts): KnownBlock[] {
  const text = formatRules(rules, texts);
  return text === undefined ? [] : [context(texts.seal.rules(text))];
}

function formatFacts(draw: DrawnRecord, texts: Texts): KnownBlock[] {
  const campaign = nameCampaignOf(draw, texts);
  return [
    ...(campaign === undefined ? [] : [context(texts.announcement.campaign(campaign))]),
    context(texts.announcement.drawn(formatTime(draw.drawn_at), draw.eligible)),
    ...formatRulesLine(draw, texts),
    context(formatReceipts(draw, texts)),
  ];
}
