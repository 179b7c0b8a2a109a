import type { GuessedEncoding } from "./decode-text.ts";

/** Errors of formulas, and what is printed in a column that is too narrow. */
const FORMULA_ERROR =
  /^#(?:n\/a|ref!|name\?|value!|div\/0!|null!|num!|spill!|calc!|getting_data|bezug!|wert!|zahl!|nv|#+)$/i;
/** Text in UTF-8 that was read as Windows-1252 and saved: "MÃ¼ller". */
const READ_WRONGLY =
  /[ÂÃ][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ä-é][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}/u;
/** Symbols that are letters in other encodings, next to a letter: "£ukasz". Some occur next to letters, such as ª and ·. */
const SYMBOL_IN_WORD =
  /\p{L}[¡-©«-®±-³µ¶¸¹»-¿×÷€‚ƒ„…†‡ˆ‰‹›•˜™]|[¡-©«-®±-³µ¶¸¹»-¿×÷€‚ƒ„…†‡ˆ‰‹›•˜™]\p{L}|\p{L}[“”–—]\p{L}/u;
/** Capital letters that are small ones in other encodings, in the middle of a word: "MŸller". */
const CAPITAL_IN_WORD = /\p{Ll}[À-ÖØ-ÞŠŽŒŸ]|\p{Lu}[À-ÖØ-ÞŠŽŒŸ]\p{Ll}/u;
/** Letters with accents only: Cyrillic and Greek letters look like that. */
const ONLY_ACCENTS = /[À-ÖØ-öø-ÿ]{3}/u;
/** Characters that an encoding does not have: Excel writes Chinese names like that if it saves a plain CSV file. */
const ONLY_QUESTION_MARKS = /^(?:\?\s*){2,}$/;

export function isFormulaError(value: string): boolean {
  return FORMULA_ERROR.test(value);
}

/**
 * Whether a text was damaged when it was saved, or was probably read in the wrong encoding. Any bytes are valid in
 * Windows-1252, but not all make words.
 */
export function isDamaged(text: string, guessedEncoding: GuessedEncoding | undefined): boolean {
  if (/[\ufffd\u0080-\u009f]/.test(text) || ONLY_QUESTION_MARKS.test(text) || READ_WRONGLY.test(text))
    return true;
  return (
    guessedEncoding === "windows-1252" &&
    [SYMBOL_IN_WORD, CAPITAL_IN_WORD, ONLY_ACCENTS].some((pattern) => pattern.test(text))
  );
}
