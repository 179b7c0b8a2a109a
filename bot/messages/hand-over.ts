import type { KnownBlock } from "@slack/web-api";
import type { DrawnRecord, RecordedWinner } from "../../data/ledger/draw-record.ts";
import type { HandOver } from "../../data/ledger/hand-overs.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import type { Texts } from "../locales/texts.ts";
import { button, formatLabel, type Message, section, textOf } from "./message.ts";
import { formatTime } from "./mrkdwn.ts";
import { formatWin, listWins, nameErased, type Win } from "./winner-list.ts";

/** Action ids of the buttons next to winners, and of the button that lists them. */
export const MARK_BUTTON = "lottery_handed_mark";
export const UNMARK_BUTTON = "lottery_handed_unmark";
export const LIST_BUTTON = "lottery_handed_list";

/** A message has room for so many winners with a button each: it may have 50 blocks. */
export const MAX_ROWS = 20;
/** Maximum JSON length of the winners in one message. Slack accepts about 13,000 characters of blocks. */
const MAX_ROWS_LENGTH = 9_000;

/** Whose prizes are handed over, by employee id. */
export type HandOversById = ReadonlyMap<string, HandOver>;

/** The value of a button next to a winner. */
interface HandOverButton {
  draw_no: number;
  employee_id: string;
  /** When the prize was marked as handed over. A newer mark is not removed. */
  handed_at?: string | undefined;
  /** The index of the first win in the list with the button. Undefined if the message shows one winner. */
  from?: number | undefined;
}

/** Says that a prize is handed over, and to operators also when, and who marked it. Empty if it is not. */
function formatHandOver(handOver: HandOver | undefined, isOperator: boolean, { handed }: Texts): string {
  if (!handOver) return "";
  if (!isOperator) return ` · ${handed.done}`;
  const { handed_at, handed_by } = handOver;
  return ` · ${handed.doneBy(formatTime(handed_at), handed_by && `<@${handed_by}>`)}`;
}

/** Warns before wins are cancelled whose prizes are handed over: at least one. */
export function formatHandOverWarning([first, ...more]: readonly HandOver[], { handed }: Texts): string {
  if (!first || more.length > 0) return handed.warnSeveral(more.length + 1);
  return handed.warn(formatTime(first.handed_at), first.handed_by && `<@${first.handed_by}>`);
}

/** Creates the function that says after a winner's name whether the prize is handed over. */
export function createFormatMark(handOvers: HandOversById, isOperator: boolean, texts: Texts) {
  return function formatMark({ employee_id }: RecordedWinner): string {
    return formatHandOver(handOvers.get(employee_id), isOperator, texts);
  };
}

/** One win with a button that marks its prize as handed over, or removes the mark. A cancelled win has no button. */
function formatRow(
  draw: DrawnRecord,
  win: Win,
  handOvers: HandOversById,
  from: number | undefined,
  texts: Texts,
) {
  const text = `${win.rank}. ${formatWin(win, createFormatMark(handOvers, true, texts))}`;
  const { winner } = win;
  if (!winner || winner.erased !== undefined) return section(text);
  const { employee_id, employee_name } = winner;
  const handOver = handOvers.get(employee_id);
  const label = handOver ? texts.handed.unmark : texts.handed.mark;
  const value: HandOverButton = {
    draw_no: draw.draw_no,
    employee_id,
    ...(handOver && { handed_at: handOver.handed_at }),
    ...(from !== undefined && { from }),
  };
  return {
    ...section(text),
    accessory: {
      type: "button",
      action_id: handOver ? UNMARK_BUTTON : MARK_BUTTON,
      text: { type: "plain_text", text: label },
      accessibility_label: formatLabel(`${label}: ${employee_name}`),
      value: JSON.stringify(value),
    },
  } satisfies KnownBlock;
}

/** As many of these wins as one message can hold, with a button each. `from` is part of the buttons' values. */
function formatRows(
  draw: DrawnRecord,
  wins: readonly Win[],
  handOvers: HandOversById,
  from: number | undefined,
  texts: Texts,
): KnownBlock[] {
  const rows: KnownBlock[] = [];
  let left = MAX_ROWS_LENGTH;
  for (const win of wins.slice(0, MAX_ROWS)) {
    const row = formatRow(draw, win, handOvers, from, texts);
    left -= JSON.stringify(row).length;
    if (left < 0 && rows.length > 0) break;
    rows.push(row);
  }
  return rows;
}

/** The wins of a draw from index `from` on with a button each, as many as one message can hold. */
export function formatHandOverRows(
  draw: DrawnRecord,
  handOvers: HandOversById,
  from: number,
  texts: Texts,
): { rows: KnownBlock[]; next: number } {
  const wins = listWins(nameErased(draw.winners, texts)).slice(from);
  const rows = formatRows(draw, wins, handOvers, from, texts);
  return { rows, next: from + rows.length };
}

/** A page of the winners of a draw, with a button each that says whether the prize is handed over. */
export function formatHandOvers(
  draw: DrawnRecord,
  handOvers: HandOversById,
  from: number,
  texts: Texts,
): Message {
  const current = currentWinners(draw.winners);
  const done = current.filter(({ employee_id }) => handOvers.has(employee_id)).length;
  const title = texts.handed.title(draw.draw_no, done, current.length);
  const { rows, next } = formatHandOverRows(draw, handOvers, from, texts);
  const isMore = next < listWins(draw.winners).length;
  return {
    text: [title, ...rows.map(textOf)].join("\n"),
    blocks: [
      section(title),
      ...rows,
      ...(isMore ? [button(LIST_BUTTON, texts.history.next, `${draw.draw_no}:${next}`)] : []),
    ],
  };
}

/** Some winners of a draw, with a button each. `title` says what they have in common. */
export function formatSomeHandOvers(
  title: string,
  draw: DrawnRecord,
  winners: readonly RecordedWinner[],
  handOvers: HandOversById,
  texts: Texts,
): Message {
  const ids = new Set(winners.map(({ employee_id }) => employee_id));
  const wins = listWins(nameErased(draw.winners, texts)).filter(
    ({ winner }) => winner !== undefined && ids.has(winner.employee_id),
  );
  const rows = formatRows(draw, wins, handOvers, undefined, texts);
  const more = wins.length - rows.length;
  return {
    text: [title, ...rows.map(textOf)].join("\n"),
    blocks: [
      section(title),
      ...rows,
      ...(more > 0 ? [section(texts.redraw.moreCandidates(more, draw.draw_no))] : []),
    ],
  };
}
