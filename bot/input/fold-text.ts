import { EMOJI } from "./clean-input.ts";

/** White space, an emoji or its `:code:`, or a character with its marks: what is compared as one. */
const UNIT = new RegExp(
  String.raw`\s+|:[\p{L}\p{N}_+'-]+:(?::skin-tone-[1-6]:)?|${EMOJI}|\P{M}\p{M}*|\p{M}+`,
  "gu",
);
const IS_EMOJI = new RegExp(`^(?::.+:|${EMOJI})$`, "u");

/** Stands for any emoji: a code and a character cannot be compared without a list of all their names. */
const ANY_EMOJI = "\uFFFC";

/** Splits composed text (NFC) into units. */
export function splitUnits(text: string): string[] {
  return text.match(UNIT) ?? [];
}

/** Diacritics of Latin, Greek and Cyrillic letters, and vowel points. Marks of other scripts make other letters. */
const ACCENTS = /[\u0300-\u036F\u0591-\u05C7\u064B-\u065F\u0670]/g;

/** Letters with strokes and the like, which Unicode does not decompose. */
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
/** How German and Nordic names are written without their letters. */
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

/** Makes different ways to write a unit one. */
type FoldUnit = (unit: string) => string;

function remember(fold: FoldUnit): FoldUnit {
  const known = new Map<string, string>();
  return (unit) => {
    const before = known.get(unit);
    if (before !== undefined) return before;
    const folded = fold(unit);
    known.set(unit, folded);
    return folded;
  };
}

/** A way to compare names. `strictness` 0 is the strictest; a match under a stricter one is worth more. */
export interface Fold {
  strictness: number;
  foldUnit: FoldUnit;
  /** It compares letters, digits and emoji alone. */
  isLoose: boolean;
}

/**
 * Ways to compare names, from the strictest to the loosest: as they are; whatever the case, width, quotes, hyphens and
 * dots; by letters alone, without accents; the same with `ü` written as `ue`; the same without emoji. Each remembers what
 * it folded, so they are made anew for each comparison.
 */
export function createFolds(): Fold[] {
  const keep: FoldUnit = (unit) => unit;
  return [
    { foldUnit: keep, isLoose: false },
    { foldUnit: remember(foldForm), isLoose: false },
    { foldUnit: remember(foldLetters), isLoose: true },
    { foldUnit: remember(foldSpelledOut), isLoose: true },
    { foldUnit: remember(foldWithoutEmoji), isLoose: true },
  ].map((fold, strictness) => ({ ...fold, strictness }));
}

export function foldText(text: string, { foldUnit }: Fold): string {
  return splitUnits(text.normalize("NFC").trim()).map(foldUnit).join("");
}
