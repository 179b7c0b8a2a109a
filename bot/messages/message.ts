import type { KnownBlock } from "@slack/web-api";

/** A message: Block Kit, and the text that notifications and screen readers get instead. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Slack takes at most 3,000 characters in a section. */
export const SECTION_LENGTH = 3_000;

/**
 * So many characters of what people wrote stand in one message. Slack's own limit for all blocks together is not
 * documented: about 13,000, their JSON included (https://github.com/slackapi/bolt-js/issues/2509).
 */
export const MESSAGE_LENGTH = 9_000;

export function section(text: string): KnownBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}

/** A message of one paragraph. */
export function formatParagraph(text: string): Message {
  return { text, blocks: [section(text)] };
}
