import type { KnownBlock } from "@slack/web-api";
import { formatLabel, type Message, section } from "./message.ts";

/** One line of a menu. `name` is for screen readers; `value` is the value of the button next to the line. */
export interface Choice {
  line: string;
  details?: string | undefined;
  name: string;
  value: string;
}

/** Maximum JSON length of the choices in one message. Slack accepts about 13,000 characters of blocks. */
const MAX_CHOICES_LENGTH = 11_000;
/** A message has at most 50 blocks. */
const MAX_CHOICES = 45;
/**
 * A menu with a button next to each line, as many lines as one message can hold. `more` says that there are others. `action`
 * is the action id of the buttons, and `choose` their text.
 */
export function formatChoices(
  title: string,
  choices: readonly Choice[],
  { action, choose, more }: { action: string; choose: string; more: (count: number) => string },
): Message {
  const blocks: KnownBlock[] = [];
  let left = MAX_CHOICES_LENGTH;
  for (const { line, details, name, value } of choices.slice(0, MAX_CHOICES)) {
    const block: KnownBlock = {
      ...section(details === undefined ? line : `${line}\n${details}`),
      accessory: {
        type: "button",
        action_id: action,
        text: { type: "plain_text", text: choose },
        accessibility_label: formatLabel(`${choose}: ${name}`),
        value,
      },
    };
    left -= JSON.stringify(block).length;
    if (left < 0) break;
    blocks.push(block);
  }
  const others = choices.length - blocks.length;
  return {
    text: [title, ...choices.slice(0, blocks.length).map(({ line }) => line)].join("\n"),
    blocks: [section(title), ...blocks, ...(others > 0 ? [section(more(others))] : [])],
  };
}
