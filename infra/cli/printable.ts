const NOT_PRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** Characters that are invisible, or look like a plain space. */
const NOT_VISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}}`;
}

/** Untrusted text for a terminal: escapes characters that could move the cursor, change colors or reverse the text. */
export function printable(text: string): string {
  return text.replace(NOT_PRINTABLE, escapeCharacter);
}

/** Text in quotation marks with escaped invisible characters, so that readers can tell similar texts apart. */
export function quoteVisibly(text: string): string {
  return `"${text.replace(NOT_VISIBLE, escapeCharacter)}"`;
}
