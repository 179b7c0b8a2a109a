import { EMOJI } from "./clean-input.ts";

/** A unit of comparison: white space, an emoji or its `:code:`, or a character with its marks. */
const UNIT = new RegExp(
  String.raw`\s+|:[\p{L}\p{N}_+'-]+:(?::skin-tone-[1-6]:)?|${EMOJI}|\P{M}\p{M}*|\p{M}+`,
  "gu",
);
const IS_EMOJI = new RegExp(`^(?::.+:|${EMOJI})$`, "u");

/** Replaces every emoji. Comparing a code with a character would need a list of all emoji names. */
const ANY_EMOJI = "\uFFFC";

/** Splits composed text (NFC) into units. */
export function splitUnits(text: string): string[] {
  return text.match(UNIT) ?? [];
}

/** Diacritics of Latin, Greek and Cyrillic letters, and vowel points. In other scripts marks make different letters. */
const ACCENTS = /[\u0300-\u036F\u0591-\u05C7\u064B-\u065F\u0670]/g;

/** Letters that Unicode does not decompose. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  æ: "ae",
  œ: "oe",
  þ: "th",
};
/** How German and Nordic letters are written in ASCII. */
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

function mapLetters(text: string, letters: Readonly<Record<string, string>>): string {
  return [...text].map((letter) => letters[letter] ?? letter).join("");
}

function foldForm(unit: string): string {
  if (IS_EMOJI.test(unit)) return ANY_EMOJI;
  return unit
    .normalize("NFKC")
    .replaceAll(/\p{DI}/gu, "")
    .replaceAll(/[‘’‚‛′`´ʼ]/g, "'")
    .replaceAll(/[“”„‟″«»]/g, '"')
    .replaceAll(/[\p{Pd}−]/gu, "-")
    .replaceAll(/[・•‧∙⋅]/g, "·")
    .replaceAll(/\s+/g, " ")
    .toUpperCase()
    .toLowerCase();
}

function foldLetters(unit: string): string {
  const plain = foldForm(unit).normalize("NFKD").replaceAll(ACCENTS, "").normalize("NFC");
  return mapLetters(plain, PLAIN_LETTERS).replaceAll(/[^\p{L}\p{N}\p{M}\uFFFC]/gu, "");
}

function foldSpelledOut(unit: string): string {
  return foldLetters(mapLetters(foldForm(unit).normalize("NFC"), SPELLED_OUT));
}

function foldWithoutEmoji(unit: string): string {
  return foldLetters(unit).replaceAll(ANY_EMOJI, "");
}

/** Maps different spellings of a unit to the same text. */
type FoldUnit = (unit: string) => string;

function memoize(fold: FoldUnit): FoldUnit {
  const known = new Map<string, string>();
  return function foldOnce(unit) {
    const cached = known.get(unit);
    if (cached !== undefined) return cached;
    const folded = fold(unit);
    known.set(unit, folded);
    return folded;
  };
}

/** A way to compare names. `strictness` 0 is the strictest. A stricter match is preferred. */
export interface Fold {
  strictness: number;
  foldUnit: FoldUnit;
  /** It compares only letters, digits and emoji. */
  isLoose: boolean;
}

/**
 * Creates the ways to compare names, from the strictest to the loosest: unchanged; ignoring case, width, and forms of
 * quotes, hyphens and dots; letters only, without accents; the same with `ü` written as `ue`; the same without emoji.
 * They cache their results, so create them for each comparison.
 */
export function createFolds(): Fold[] {
  const keep: FoldUnit = (unit) => unit;
  return [
    { foldUnit: keep, isLoose: false },
    { foldUnit: memoize(foldForm), isLoose: false },
    { foldUnit: memoize(foldLetters), isLoose: true },
    { foldUnit: memoize(foldSpelledOut), isLoose: true },
    { foldUnit: memoize(foldWithoutEmoji), isLoose: true },
  ].map((fold, strictness) => ({ ...fold, strictness }));
}

export function foldText(text: string, { foldUnit }: Fold): string {
  return splitUnits(text.normalize("NFC").trim()).map(foldUnit).join("");
}
