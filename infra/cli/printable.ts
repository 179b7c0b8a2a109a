/** An emoji, which may contain invisible characters, or an invisible character, which is captured. docs/verify.html has the same. */
const EMOJI_OR_INVISIBLE =
  /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)*(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)*)*|([\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}])/gu;
/** Characters that are invisible, or look like a plain space. */
const NOT_VISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}}`;
}

/**
 * Untrusted text for a terminal: escapes characters that could move the cursor, change colors or reverse the text, and
 * other invisible characters, so that no two names look the same.
 */
export function printable(text: string): string {
  return text.replace(EMOJI_OR_INVISIBLE, (match, invisible?: string) =>
    invisible === undefined ? match : escapeCharacter(invisible),
  );
}

/** Text in quotation marks with escaped invisible characters, so that readers can tell similar texts apart. */
export function quoteVisibly(text: string): string {
  return `"${text.replace(NOT_VISIBLE, escapeCharacter)}"`;
}
