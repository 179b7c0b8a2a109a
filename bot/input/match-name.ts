import { createFolds, type Fold, foldText, splitUnits } from "./fold-text.ts";

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

/** How much of a text is read for a name, which has at most 200 characters. */
const HEAD = 500;
const OPENING = /^["'“”„«「『‘’*_~`([（【]+/u;
const CLOSING = /^["'“»」』‘”’*_~`)\]）】]+/u;
/** What separates a name from a reason; the colon of `:wave:` belongs to the reason. */
const SEPARATORS = /^(?:[\s,;/，：；、。.·–—-]|:(?![\p{L}\p{N}_+'-]+:))+/u;

/** A name found at the beginning of a text. */
export interface NameMatch {
  /** Where the name ends. */
  end: number;
  /** What follows it, without what separates the two. */
  rest: string;
  /** That of the fold; 0 is exact. */
  strictness: number;
  /** The name runs on into the next word, as Chinese may: it may be the beginning of another name. */
  isJoined: boolean;
}

interface Reading {
  fold: Fold;
  folded: string;
  /** Where in the text each beginning of the folded text ends, by its length. */
  ends: ReadonlyMap<number, number>;
  wasOpened: boolean;
}

/** What follows a name that ends at `end`; quotes that were opened before it are closed after it. */
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
  for (const unit of splitUnits(text.slice(start, start + HEAD))) {
    folded += fold.foldUnit(unit);
    end += unit.length;
    if (folded !== "" && !ends.has(folded.length)) ends.set(folded.length, end);
  }
  return { fold, folded, ends, wasOpened: start > 0 };
}

/** Two letters are the least that can mean a longer name; one where a character is a syllable. */
const MEANS_NAME = /[\p{L}\p{N}]{2}|[\p{sc=Han}\p{sc=Hang}]/u;

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Finds names at the beginning of a text, which is composed (NFC). */
export function createNameMatcher(text: string) {
  // A name may begin with a quote itself (`'t Hooft`), so both beginnings are tried.
  const starts = [...new Set([0, openingLength(text)])];
  const readings = createFolds().flatMap((fold) => starts.map((start) => readText(text, start, fold)));

  const matchAt = (reading: Reading, foldedLength: number): NameMatch | undefined => {
    const end = reading.ends.get(foldedLength);
    const wordEnd = end === undefined ? undefined : findWordEnd(text.slice(0, end), text.slice(end));
    if (end === undefined || wordEnd === undefined) return undefined;
    const rest = restAfter(text, end, reading.wasOpened);
    return { end, rest, strictness: reading.fold.strictness, isJoined: wordEnd === "joined" };
  };

  return {
    /** The whole name at the beginning of the text: all ways to read it. */
    matchWhole: (name: string): NameMatch[] =>
      readings.flatMap((reading) => {
        const key = foldText(name, reading.fold);
        const match = reading.folded.startsWith(key) ? matchAt(reading, key.length) : undefined;
        return match ?? [];
      }),

    /** The longest beginning of the name at the beginning of the text, in whole words of the text. */
    matchPrefix: (name: string): NameMatch[] =>
      readings
        .filter(({ fold }) => fold.isLoose)
        .flatMap((reading) => {
          const common = commonLength(foldText(name, reading.fold), reading.folded);
          for (let length = common; length > 0; length--) {
            const match = matchAt(reading, length);
            if (match && !match.isJoined)
              return MEANS_NAME.test(reading.folded.slice(0, length)) ? match : [];
          }
          return [];
        }),
  };
}
