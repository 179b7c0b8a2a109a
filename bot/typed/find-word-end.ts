const STARTS_WORD = /^[\p{L}\p{N}\p{M}]/u;
/** Between letters these belong to the word: `Ann-Marie`, `Ann's`, `J.R.`, `ann@example.com`. */
const JOINS_WORDS = /^['’.·・_@&+\-\u2010\u2011]+[\p{L}\p{N}\p{M}]/u;
/** Between digits these belong to the number: `1,5`. */
const JOINS_DIGITS = /^[.,:．]\p{N}/u;

/** Scripts that put no spaces between words, and Korean, which appends particles to names. */
const UNSPACED = String.raw`[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, "u");
const STARTS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");

/**
 * Whether a word ends between two parts of a text: `joined` where the script does not show it, as in `张伟未到场`.
 * Undefined where it goes on.
 */
export function findWordEnd(before: string, after: string): "clear" | "joined" | undefined {
  if (JOINS_WORDS.test(after)) return undefined;
  if (/\p{N}$/u.test(before) && JOINS_DIGITS.test(after)) return undefined;
  if (!STARTS_WORD.test(after)) return "clear";
  if (ENDS_UNSPACED.test(before)) return "joined";
  return STARTS_UNSPACED.test(after) ? "clear" : undefined;
}
