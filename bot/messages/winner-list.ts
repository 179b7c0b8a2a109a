import type { Winner } from "../../data/draw-record.ts";
import { MESSAGE_LENGTH, SECTION_LENGTH } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** At most so many winners stand in one message. */
const WINNERS_PER_MESSAGE = 100;

/** A notification is a line or two, and so is a draw in the history: so many names stand there, and so long. */
const NAMES_IN_LINE = 20;
const LINE_LENGTH = 700;

function formatWinner({ employee_name, employee_id, slack_user_id }: Winner): string {
  const mention = slack_user_id ? ` <@${slack_user_id}>` : "";
  return `*${escapeMrkdwn(employee_name)}* (${escapeMrkdwn(employee_id)})${mention}`;
}

/**
 * A numbered list of winners from place `from` on, as texts that each fit into a section and together into a message.
 * `next` is the place of the first winner who does not stand in it.
 */
export function formatWinnerList(winners: readonly Winner[], from = 0): { texts: string[]; next: number } {
  const texts: string[] = [];
  let next = from;
  let left = MESSAGE_LENGTH;
  for (const winner of winners.slice(from, from + WINNERS_PER_MESSAGE)) {
    const line = `${next + 1}. ${formatWinner(winner)}`;
    left -= line.length + 1;
    if (left < 0) break;
    const text = texts.at(-1);
    if (text !== undefined && text.length + 1 + line.length <= SECTION_LENGTH)
      texts[texts.length - 1] = `${text}\n${line}`;
    else texts.push(line);
    next++;
  }
  return { texts, next };
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
