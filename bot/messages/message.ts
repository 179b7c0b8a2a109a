import type { KnownBlock, MrkdwnElement, SectionBlock } from "@slack/web-api";
import { cutText } from "./cut-text.ts";

/** A message: Block Kit blocks, and the text that notifications and screen readers use instead. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Slack's limit for the characters of a section. */
export const MAX_SECTION_LENGTH = 3_000;

/**
 * Maximum number of characters in the texts of one message. Slack does not document its limit for all blocks together:
 * about 13,000 characters of JSON (https://github.com/slackapi/bolt-js/issues/2509).
 */
export const MAX_MESSAGE_LENGTH = 9_000;

/** Cuts a text that is too long, which only manual changes of the tables can cause. Slack would refuse the message. */
function truncateSection(text: string): string {
  return cutText(text, MAX_SECTION_LENGTH);
}

/**
 * Joins as many lines as possible into texts for sections, at most `length` characters in all and `sectionLength` in each.
 * `taken` counts the lines. It takes no line from `lines` after the first that is too long.
 */
export function fillSections(
  lines: Iterable<string>,
  length = MAX_MESSAGE_LENGTH,
  sectionLength = MAX_SECTION_LENGTH,
): { sections: string[]; taken: number } {
  const sections: string[] = [];
  let left = length;
  let taken = 0;
  for (const each of lines) {
    const line = truncateSection(each);
    left -= line.length + 1;
    if (left < 0) break;
    const text = sections.at(-1);
    if (text !== undefined && text.length + 1 + line.length <= sectionLength)
      sections[sections.length - 1] = `${text}\n${line}`;
    else sections.push(line);
    taken++;
  }
  return { sections, taken };
}

/** Slack's markup. Without `verbatim`, Slack turns plain `@channel`, `#general` and URLs into mentions and links. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text: truncateSection(text), verbatim: true };
}

export function section(text: string): SectionBlock {
  return { type: "section", text: mrkdwn(text) };
}

/** The text of a section. Empty for any other block. */
export function textOf(block: KnownBlock): string {
  return block.type === "section" ? (block.text?.text ?? "") : "";
}

/** Small print. */
export function context(text: string): KnownBlock {
  return { type: "context", elements: [mrkdwn(text)] };
}

/** A message of one paragraph. */
export function formatParagraph(text: string): Message {
  return { text, blocks: [section(text)] };
}

/** Slack's limit. */
const MAX_LABEL_LENGTH = 75;

/** A label for screen readers, for one of several buttons with the same text. */
export function formatLabel(text: string): string {
  return cutText(text, MAX_LABEL_LENGTH);
}

/** A button on its own line. */
export function button(action: string, label: string, value: string): KnownBlock {
  return {
    type: "actions",
    elements: [{ type: "button", action_id: action, text: { type: "plain_text", text: label }, value }],
  };
}
