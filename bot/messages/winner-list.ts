import type { RecordedWinner, Winner } from "../../data/ledger/draw-record.ts";
import { fillSections } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** At most so many winners stand in one message. */
const WINNERS_PER_MESSAGE = 100;

/** A notification is a line or two, and so is a draw in the history: so many names stand there, and so long. */
const NAMES_IN_LINE = 20;
const LINE_LENGTH = 700;

/** A line must fit into a section with its number; the longest names of two people do. */
const LONGEST_WIN = 2_900;
const ARROW = " → ";

/** A winner with their id, mentioned where Slack knows them. */
export function formatWinner({ employee_name, employee_id, slack_user_id }: Winner): string {
  const mention = slack_user_id ? ` <@${slack_user_id}>` : "";
  return `*${escapeMrkdwn(employee_name)}* (${escapeMrkdwn(employee_id)})${mention}`;
}

/** How many wins a draw handed out, whoever has them now. */
export function countPlaces(winners: readonly RecordedWinner[]): number {
  return winners.filter(({ replaces }) => replaces === undefined).length;
}

/** One win: whoever has it, after those from whom it was taken back. */
function formatWin(first: RecordedWinner, winners: readonly RecordedWinner[]): string {
  const holders: string[] = [];
  let holder: RecordedWinner | undefined = first;
  while (holder?.void) {
    const { employee_id }: RecordedWinner = holder;
    holders.push(`~${escapeMrkdwn(holder.employee_name)}~`);
    holder = winners.find(({ replaces }) => replaces === employee_id);
  }
  if (holder) holders.push(formatWinner(holder));
  const win = holders.join(ARROW);
  return win.length <= LONGEST_WIN ? win : ["…", ...holders.slice(-2)].join(ARROW);
}

/**
 * A numbered list of winners from place `from` on, as sections that each fit into a section and together into a message.
 * `next` is the place of the first winner who does not stand in it.
 */
export function formatWinnerList(
  winners: readonly RecordedWinner[],
  from = 0,
): { sections: string[]; next: number } {
  const wins = winners.filter(({ replaces }) => replaces === undefined);
  const { sections, taken } = fillSections(
    wins
      .slice(from, from + WINNERS_PER_MESSAGE)
      .map((first, i) => `${from + i + 1}. ${formatWin(first, winners)}`),
  );
  return { sections, next: from + taken };
}

/** The first names in one line, and what `more` says of the others. */
export function formatNames(
  winners: readonly Winner[],
  separator: string,
  more: (count: number) => string,
): string {
  const names: string[] = [];
  let length = 0;
  for (const { employee_name } of winners.slice(0, NAMES_IN_LINE)) {
    const name = escapeMrkdwn(employee_name);
    length += name.length;
    if (names.length > 0 && length > LINE_LENGTH) break;
    names.push(name);
  }
  if (winners.length > names.length) names.push(more(winners.length - names.length));
  return names.join(separator);
}
