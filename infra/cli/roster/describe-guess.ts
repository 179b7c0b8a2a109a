import type { RosterFile } from "../../../workflow/roster/file/roster-file.ts";
import { selectUnusualNames } from "../../../workflow/roster/file/unusual-names.ts";
import { quoteVisibly } from "../printable.ts";

const NAMES = { gb18030: "GB18030 (Chinese)", "windows-1252": "Windows-1252 (Western European)" } as const;

/** Describes what to look at if the encoding of a file is a guess that changes what is imported. */
export function describeGuess({ rows, guessedEncoding }: RosterFile): string[] {
  const examples = guessedEncoding ? selectUnusualNames(rows) : [];
  if (!guessedEncoding || examples.length === 0) return [];
  return [
    `The file does not say in which encoding it is. It was read as ${NAMES[guessedEncoding]}. Is this right: ${examples.map(quoteVisibly).join(", ")}?`,
    "If not, save the file as UTF-8 (in Excel: CSV UTF-8), and import it again.",
  ];
}
