import type { KnownBlock, MrkdwnElement, SectionBlock } from "@slack/web-api";

/** A message: Block Kit, and the text that notifications and screen readers get instead. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Slack takes at most 3,000 characters in a section. */
const SECTION_LENGTH = 3_000;

/**
 * So many characters of what people wrote stand in one message. Slack's own limit for all blocks together is not
 * documented: about 13,000, their JSON included (https://github.com/slackapi/bolt-js/issues/2509).
 */
export const MESSAGE_LENGTH = 9_000;

/** Only what somebody has put into the tables by hand is longer; Slack would refuse the whole message for it. */
function fitSection(text: string): string {
  return text.length <= SECTION_LENGTH ? text : `${text.slice(0, SECTION_LENGTH - 1)}…`;
}

/** The first of these lines, as sections that each fit into a section and together into `length`; `taken` counts them. */
export function fillSections(
  lines: readonly string[],
  length = MESSAGE_LENGTH,
): { sections: string[]; taken: number } {
  const sections: string[] = [];
  let left = length;
  let taken = 0;
  for (const line of lines.map(fitSection)) {
    left -= line.length + 1;
    if (left < 0) break;
    const text = sections.at(-1);
    if (text !== undefined && text.length + 1 + line.length <= SECTION_LENGTH)
      sections[sections.length - 1] = `${text}\n${line}`;
    else sections.push(line);
    taken++;
  }
  return { sections, taken };
}

/** Slack's markup, `verbatim`: otherwise Slack makes mentions and links of plain `@channel`, `#general` and addresses. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text: fitSection(text), verbatim: true };
}

export function section(text: string): SectionBlock {
  return { type: "section", text: mrkdwn(text) };
}

/** Small print. */
export function context(text: string): KnownBlock {
  return { type: "context", elements: [mrkdwn(text)] };
}

/** A message of one paragraph. */
export function formatParagraph(text: string): Message {
  return { text, blocks: [section(text)] };
}

/** A button on a line of its own. */
export function button(action: string, label: string, value: string): KnownBlock {
  return {
    type: "actions",
    elements: [{ type: "button", action_id: action, text: { type: "plain_text", text: label }, value }],
  };
}
