import type { ErasableWinner, RecordedWinner, Winner } from "../../data/ledger/draw-record.ts";
import { createLabelKey } from "../../data/runtime/label-key.ts";
import type { Texts } from "../locales/texts.ts";
import { fillSections } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

const MAX_WINNERS_PER_MESSAGE = 100;

/** Limits of a line of names. A notification, or a draw in the history, should have one or two lines. */
const MAX_NAMES_IN_LINE = 20;
const MAX_LINE_LENGTH = 700;

/** A win and its number must fit into one section. The longest names of two people do. */
const MAX_WIN_LENGTH = 2_900;
const ARROW = " → ";

/** Gives the erased among these people a name in the reader's language. */
export function nameErased<Erasable extends ErasableWinner>(
  people: readonly Erasable[],
  { erasedPerson }: Texts,
): Erasable[] {
  return people.map((each) => (each.erased === undefined ? each : { ...each, employee_name: erasedPerson }));
}

/**
 * A winner's name and id, and a mention if the Slack id is known. Without `showsId`, the id is left out. An erased person has
 * only a name.
 */
export function formatWinner(
  { employee_name, employee_id, slack_user_id, erased }: ErasableWinner,
  showsId = true,
): string {
  const name = `*${escapeMrkdwn(employee_name)}*`;
  if (erased !== undefined) return name;
  const id = showsId ? ` (${escapeMrkdwn(employee_id)})` : "";
  return `${name}${id}${slack_user_id ? ` <@${slack_user_id}>` : ""}`;
}

/** Creates the formatter of winners for everybody in a channel: their ids are shown if two of them share a name. */
export function createNameWinner(winners: readonly ErasableWinner[], showsIds: boolean) {
  if (showsIds)
    return function nameWithId(winner: ErasableWinner): string {
      return formatWinner(winner);
    };
  const ids = new Map<string, Set<string>>();
  for (const { employee_name, employee_id } of winners) {
    const key = createLabelKey(employee_name);
    ids.set(key, (ids.get(key) ?? new Set()).add(employee_id));
  }
  return function nameWinner(winner: ErasableWinner): string {
    const sharesName = (ids.get(createLabelKey(winner.employee_name))?.size ?? 0) > 1;
    return formatWinner(winner, sharesName);
  };
}

/** Returns the number of wins of a draw. A replacement does not add a win. */
export function countWins(winners: readonly RecordedWinner[]): number {
  return winners.filter(({ replaces }) => replaces === undefined).length;
}

/** One win of a draw: the people whose win was cancelled, and the current winner, unless the draw is void. */
export interface Win {
  /** From 1. */
  rank: number;
  cancelled: RecordedWinner[];
  winner: RecordedWinner | undefined;
}

/** Returns the wins of a draw in the order of their ranks. A replacement does not add a win. */
export function listWins(winners: readonly RecordedWinner[]): Win[] {
  const replacementOf = new Map(
    winners.flatMap((each) => (each.replaces === undefined ? [] : [[each.replaces, each]])),
  );
  return winners
    .filter(({ replaces }) => replaces === undefined)
    .map((first, i) => {
      const cancelled: RecordedWinner[] = [];
      let winner: RecordedWinner | undefined = first;
      while (winner?.void) {
        cancelled.push(winner);
        winner = replacementOf.get(winner.employee_id);
      }
      return { rank: i + 1, cancelled, winner };
    });
}

/** Returns what follows the name of a winner. */
export type FormatMark = (winner: RecordedWinner) => string;

/** One win: the people whose win was cancelled, crossed out, then the current winner. */
export function formatWin(
  { cancelled, winner }: Win,
  formatMark: FormatMark = () => "",
  nameWinner: (winner: RecordedWinner) => string = (each) => formatWinner(each),
): string {
  const holders = cancelled.map((each) => `~${escapeMrkdwn(each.employee_name)}~${formatMark(each)}`);
  if (winner) holders.push(`${nameWinner(winner)}${formatMark(winner)}`);
  const win = holders.join(ARROW);
  return win.length <= MAX_WIN_LENGTH ? win : ["…", ...holders.slice(-2)].join(ARROW);
}

/**
 * A numbered list of wins from index `from` on, as texts for the sections of one message. `next` is the index of the
 * first win that is not in the list. `showsIds`: employee ids are shown also where names are unique.
 */
export function formatWinnerList(
  winners: readonly RecordedWinner[],
  { from = 0, showsIds, formatMark }: { from?: number; showsIds: boolean; formatMark?: FormatMark },
): { sections: string[]; next: number } {
  const nameWinner = createNameWinner(winners, showsIds);
  /** Formats each win only when it is taken: names can be so long that few fit into a message. */
  function* formatWins() {
    for (const win of listWins(winners).slice(from, from + MAX_WINNERS_PER_MESSAGE))
      yield `${win.rank}. ${formatWin(win, formatMark, nameWinner)}`;
  }
  const { sections, taken } = fillSections(formatWins());
  return { sections, next: from + taken };
}

/** The first names in one line, and `more` with the number of the others. */
export function formatNames(
  winners: readonly Pick<Winner, "employee_name">[],
  separator: string,
  more: (count: number) => string,
): string {
  const names: string[] = [];
  let length = 0;
  for (const { employee_name } of winners.slice(0, MAX_NAMES_IN_LINE)) {
    const name = escapeMrkdwn(employee_name);
    length += name.length;
    if (names.length > 0 && length > MAX_LINE_LENGTH) break;
    names.push(name);
  }
  if (winners.length > names.length) names.push(more(winners.length - names.length));
  return names.join(separator);
}
