import type { Operator } from "../../data/ledger/operators.ts";
import type { Texts } from "../locales/texts.ts";
import { fillSections, type Message, section } from "./message.ts";
import { formatTime, mentionPerson } from "./mrkdwn.ts";

/** So many mentions fit into one section. */
const MENTIONS_PER_LINE = 50;

/** The operators of the configuration, and those who were added, by whom and when. */
export function formatOperators(
  configured: ReadonlySet<string>,
  added: readonly Operator[],
  texts: Texts,
): Message {
  const { operators: say, listSeparator } = texts;
  const mentions = [...configured].map(mentionPerson);
  const lines = [
    say.title,
    say.configured,
    ...Array.from({ length: Math.ceil(mentions.length / MENTIONS_PER_LINE) }, (_, i) =>
      mentions.slice(i * MENTIONS_PER_LINE, (i + 1) * MENTIONS_PER_LINE).join(listSeparator),
    ),
    added.length > 0 ? say.addedTitle : say.nobodyAdded,
    ...added.map(({ user_id, added_by, added_at }) =>
      say.addedLine(
        mentionPerson(user_id),
        added_by === undefined ? texts.erasedPerson : mentionPerson(added_by),
        formatTime(added_at),
      ),
    ),
    say.usage,
  ];
  return { text: lines.join("\n"), blocks: fillSections(lines).sections.map(section) };
}
