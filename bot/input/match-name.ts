import { createFolds, type Fold, foldText, splitUnits } from "./fold-text.ts";

const STARTS_WORD = /^[\p{L}\p{N}\p{M}]/u;
/** Part of a word between letters: `Ann-Marie`, `Ann's`, `J.R.`, `ann@example.com`. */
const JOINS_WORDS = /^['’.·・_@&+\-\u2010\u2011]+[\p{L}\p{N}\p{M}]/u;
/** Part of a number between digits: `1,5`. */
const JOINS_DIGITS = /^[.,:．]\p{N}/u;

/** Scripts without spaces between words, and Korean, which appends particles to names. */
const UNSPACED = String.raw`[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, "u");
const STARTS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");

/**
 * Returns whether a word ends between two parts of a text. `joined`: it may end, but the script does not show it, as in
 * `张伟未到场`. Undefined: the word continues.
 */
export function findWordEnd(before: string, after: string): "clear" | "joined" | undefined {
  if (JOINS_WORDS.test(after)) return undefined;
  if (/\p{N}$/u.test(before) && JOINS_DIGITS.test(after)) return undefined;
  if (!STARTS_WORD.test(after)) return "clear";
  if (ENDS_UNSPACED.test(before)) return "joined";
  return STARTS_UNSPACED.test(after) ? "clear" : undefined;
}

/** Only this many characters are searched for a name. A name has at most 200. */
const SEARCHED_LENGTH = 500;
const OPENING = /^["'“”„«「『‘’*_~`([（【]+/u;
const CLOSING = /^["'“»」』‘”’*_~`)\]）】]+/u;
/** Separates a name from a reason. The colon of `:wave:` belongs to the reason. */
const SEPARATORS = /^(?:[\s,;/，：；、。.·–—-]|:(?![\p{L}\p{N}_+'-]+:))+/u;

/** A name found at the start of a text. */
export interface NameMatch {
  /** The index at which the name ends. */
  end: number;
  /** The text after the name, without the separator. */
  rest: string;
  /** The strictness of the fold. 0 is exact. */
  strictness: number;
  /** No space separates the name from the next word, as in Chinese. It may be the start of another name. */
  isJoined: boolean;
}

interface Reading {
  fold: Fold;
  folded: string;
  /** For each length of a prefix of the folded text, the index in the text at which it ends. */
  ends: ReadonlyMap<number, number>;
  wasOpened: boolean;
}

/** Returns the text after a name that ends at `end`. If a quote was opened before the name, skips the closing quote. */
export function restAfter(text: string, end: number, wasOpened: boolean): string {
  const rest = text.slice(end);
  return (wasOpened ? rest.replace(CLOSING, "") : rest).replace(SEPARATORS, "").trim();
}

export function openingLength(text: string): number {
  return OPENING.exec(text)?.[0].length ?? 0;
}

function readText(text: string, start: number, fold: Fold): Reading {
  const ends = new Map<number, number>();
  let end = start;
  let folded = "";
  for (const unit of splitUnits(text.slice(start, start + SEARCHED_LENGTH))) {
    folded += fold.foldUnit(unit);
    end += unit.length;
    if (folded !== "" && !ends.has(folded.length)) ends.set(folded.length, end);
  }
  return { fold, folded, ends, wasOpened: start > 0 };
}

/** A prefix of a name needs two letters, or one if a character is a syllable. */
const IS_LONG_ENOUGH = /[\p{L}\p{N}]{2}|[\p{sc=Han}\p{sc=Hang}]/u;

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Finds names at the start of a text, which must be composed (NFC). */
export function createNameMatcher(text: string) {
  // A name can begin with a quote itself (`'t Hooft`), so both starts are tried.
  const starts = [...new Set([0, openingLength(text)])];
  const readings = createFolds().flatMap((fold) => starts.map((start) => readText(text, start, fold)));

  const matchAt = (reading: Reading, foldedLength: number): NameMatch | undefined => {
    const end = reading.ends.get(foldedLength);
    if (end === undefined) return undefined;
    const wordEnd = findWordEnd(text.slice(0, end), text.slice(end));
    if (wordEnd === undefined) return undefined;
    const rest = restAfter(text, end, reading.wasOpened);
    return { end, rest, strictness: reading.fold.strictness, isJoined: wordEnd === "joined" };
  };

  return {
    /** Returns all ways in which the text starts with the whole name. */
    matchWhole: (name: string): NameMatch[] =>
      readings.flatMap((reading) => {
        const key = foldText(name, reading.fold);
        const match = reading.folded.startsWith(key) ? matchAt(reading, key.length) : undefined;
        return match ?? [];
      }),

    /** Returns the longest prefix of the name with which the text starts. It must end at the end of a word. */
    matchPrefix: (name: string): NameMatch[] =>
      readings
        .filter(({ fold }) => fold.isLoose)
        .flatMap((reading) => {
          const common = commonLength(foldText(name, reading.fold), reading.folded);
          for (let length = common; length > 0; length--) {
            const match = matchAt(reading, length);
            if (match && !match.isJoined)
              return IS_LONG_ENOUGH.test(reading.folded.slice(0, length)) ? match : [];
          }
          return [];
        }),
  };
}
