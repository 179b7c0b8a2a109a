import type { RosterFile } from "../../../workflow/roster/file/roster-file.ts";
import { selectUnusualNames } from "../../../workflow/roster/file/unusual-names.ts";
import { quoteVisibly } from "../printable.ts";

const ENCODINGS = {
  gb18030: "GB18030 (Chinese)",
  "windows-1252": "Windows-1252 (Western European)",
} as const;
const MOST_EXAMPLES = 5;

function describeHidden({ rows, lines, hiddenLines = new Set() }: RosterFile): string[] {
  const hidden = rows.filter((_, i) => hiddenLines.has(lines[i] ?? 0));
  if (hidden.length === 0) return [];
  const examples = hidden.slice(0, MOST_EXAMPLES).map(({ employee_name }) => quoteVisibly(employee_name));
  const more = hidden.length - examples.length;
  return [
    `The sheet hides ${hidden.length} of the rows, for example with a filter. They are read, too: ${examples.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  ];
}

function describeGuess({ rows, guessedEncoding }: RosterFile): string[] {
  const examples = guessedEncoding ? selectUnusualNames(rows) : [];
  if (!guessedEncoding || examples.length === 0) return [];
  return [
    `The file does not say in which encoding it is. It was read as ${ENCODINGS[guessedEncoding]}. Is this right: ${examples.map(quoteVisibly).join(", ")}?`,
    "If not, save the file as UTF-8 (in Excel: CSV UTF-8), and import it again.",
  ];
}

/** Describes what somebody has to know of a file that was read: what they may not expect to be in it, or may be wrong. */
export function describeFile(file: RosterFile): string[] {
  return [...describeHidden(file), ...describeGuess(file)];
}
