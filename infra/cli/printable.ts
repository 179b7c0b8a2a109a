const NOT_PRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** What a reader cannot see, or cannot tell from a plain space. */
const NOT_VISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

function spellOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}}`;
}

/** Text of others for a terminal: what would move its cursor, change its colours or turn its lines is spelled out. */
export function printable(text: string): string {
  return text.replace(NOT_PRINTABLE, spellOut);
}

/** Text in quotation marks, with invisible characters spelled out: for texts that must be told apart by eye. */
export function quoteVisibly(text: string): string {
  return `"${text.replace(NOT_VISIBLE, spellOut)}"`;
}
