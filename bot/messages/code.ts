import type { KnownBlock } from "@slack/web-api";
import { fillSections, MAX_SECTION_LENGTH, section } from "./message.ts";

/** Characters that Slack would read as markup, show as an emoji's name, or not show. A letter stays readable. */
const NOT_PLAIN = /[&<>`\p{Default_Ignorable_Code_Point}]|[^ -~\p{L}\p{Mn}\p{Mc}\p{N}]/gu;

const FENCE = "```";
const CODE_LENGTH = MAX_SECTION_LENGTH - 2 * `${FENCE}\n`.length;

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}

/**
 * Formats a value as JSON that people copy from Slack unchanged: in one block of code, or in several if it is long. In the
 * strings of JSON, every character may be written as an escape.
 */
export function formatCode(value: object): KnownBlock[] {
  const json = JSON.stringify(value, null, 1);
  const lines = json.split("\n").map((line) => line.replace(NOT_PLAIN, escapeUnits));
  const { sections } = fillSections(lines, Number.POSITIVE_INFINITY, CODE_LENGTH);
  return sections.map((code) => section(`${FENCE}\n${code}\n${FENCE}`));
}
