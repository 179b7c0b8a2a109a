import { createFolds } from "./fold-text.ts";

/** Only so much of a text can name a person. */
const SEARCHED_LENGTH = 300;
/** What a fold makes of an emoji. */
const ANY_EMOJI = "\uFFFC";
/** The loosest way to compare names only ignores emoji in addition, as this filter does. */
const LOOSEST = 4;

const IS_ASCII = /^[ -~]*$/;

/** Numeric ids are compared as numbers. */
function withoutZeros(text: string): string {
  return text.replace(/^0+(?=\d)/, "");
}

/**
 * Creates a fast filter for the people whom `findPerson` may find by name or numeric id at the start of a text. It lets through more
 * people than that, so that few of 100,000 names need a precise comparison.
 */
export function createNameFilter(text: string) {
  const folds = createFolds()
    .filter(({ isLoose, strictness }) => isLoose && strictness < LOOSEST)
    .map(
      ({ foldUnit }) =>
        (words: string) =>
          Array.from(words, foldUnit).join("").replaceAll(ANY_EMOJI, ""),
    );
  const fold = (words: readonly string[], foldWord: (word: string) => string) =>
    words.map(foldWord).filter((word) => word !== "");
  const typed = text.normalize("NFC").slice(0, SEARCHED_LENGTH).split(/\s+/);
  const readings = folds.map((foldWord) => {
    const words = fold(typed, foldWord);
    return { foldWord, first: withoutZeros(words[0] ?? ""), whole: words.join("") };
  });

  const [digits = ""] = /^[#＃№"'“„(]*\p{Nd}+/u.exec(text) ?? [];
  const number = withoutZeros(digits.normalize("NFKC").replaceAll(/[^0-9]/g, ""));

  /** The words of a name, folded in each way. A name in ASCII is the same in all ways. */
  const foldName = (name: string): string[][] => {
    if (IS_ASCII.test(name)) {
      const words = name
        .toLowerCase()
        .replaceAll(/[^a-z0-9 ]/g, "")
        .split(" ")
        .filter(Boolean);
      return readings.map(() => words);
    }
    const words = name.normalize("NFC").split(/\s+/);
    return readings.map(({ foldWord }) => fold(words, foldWord));
  };

  const isNamed = (words: readonly string[], { first, whole }: { first: string; whole: string }) => {
    if (words.length === 0 || whole === "") return words.length === 0 && whole === "";
    for (let i = 0; i < words.length; i++) {
      const ending = withoutZeros(i === 0 ? words.join("") : words.slice(i).join(""));
      if (ending.startsWith(first) || whole.startsWith(ending) || first.startsWith(ending)) return true;
    }
    return false;
  };

  return {
    /** Whether the text may name a person with this name, or with this id if it is a number. */
    mayName(employeeName: string, employeeId: string): boolean {
      if (number !== "" && withoutZeros(employeeId) === number) return true;
      const names = foldName(employeeName);
      return readings.some((reading, i) => isNamed(names[i] ?? [], reading));
    },

    /** Whether the text starts with the whole name. */
    namesWhole(employeeName: string): boolean {
      const names = foldName(employeeName);
      return readings.some(({ whole }, i) => {
        const name = names[i]?.join("") ?? "";
        return name !== "" && whole.startsWith(name);
      });
    },
  };
}
