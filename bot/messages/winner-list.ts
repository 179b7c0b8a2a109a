import type { Winner } from "../../data/draw-record.ts";
import { SECTION_LENGTH } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** So many winners stand in one message; Slack refuses much longer ones. */
export const WINNERS_PER_MESSAGE = 100;

function formatWinner({ employee_name, employee_id, slack_user_id }: Winner): string {
  const mention = slack_user_id ? ` <@${slack_user_id}>` : "";
  return `*${escapeMrkdwn(employee_name)}* (${escapeMrkdwn(employee_id)})${mention}`;
}

/** A numbered list of winners, as texts that each fit into a section. `first` is the number of the first. */
export function formatWinnerList(winners: readonly Winner[], first: number): string[] {
  const texts: string[] = [];
  let text = "";
  for (const [i, winner] of winners.entries()) {
    const line = `${first + i}. ${formatWinner(winner)}`;
    if (text && text.length + 1 + line.length > SECTION_LENGTH) {
      texts.push(text);
      text = "";
    }
    text += text ? `\n${line}` : line;
  }
  return text ? [...texts, text] : texts;
}

/** The names in one line, at most `most` of them, and what `more` says of the others. */
export function formatNames(
  winners: readonly Winner[],
  most: number,
  separator: string,
  more: (count: number) => string,
): string {
  const names = winners.slice(0, most).map(({ employee_name }) => escapeMrkdwn(employee_name));
  if (winners.length > most) names.push(more(winners.length - most));
  return names.join(separator);
}
