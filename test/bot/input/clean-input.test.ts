import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanInput, unwrapFormatting, unwrapQuotes } from "../../../bot/input/clean-input.ts";

describe("cleaned input loses", () => {
  test.for([
    ["zero-width characters", "dr\u200baw\u2060 2\ufeff", "draw 2"],
    ["marks of direction", "\u202a\u200fdraw\u202c \u20662\u2069\u061c", "draw 2"],
    ["soft hyphens", "Air\u00adPods", "AirPods"],
    ["variation selectors of what has no variants", "2\ufe0f a\ufe0e", "2 a"],
    ["joiners between letters that do not join", "A\u200dnn 张\u200c伟", "Ann 张伟"],
    ["joiners at the edges of words", "\u200dAnn\u200c \u200d", "Ann "],
    ["tags that belong to no flag", "draw\u{E0067}\u{E007F}", "draw"],
    ["decomposed letters", "Zoe\u0308", "Zoë"],
  ] as const)("%s: %j", ([, typed, seen]) => {
    expect(cleanInput(typed)).toBe(seen);
  });
});

describe("cleaned input keeps what people see:", () => {
  test.for([
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "❤️",
    "1️⃣",
    "👋🏽",
    "👩🏽‍🚀",
    "🇨🇳",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "می‌خواهم",
    "क्‍ष",
    "葛\u{E0100}城",
    "ᠠ\u180B",
    "Zoë, 王芳 & Сергей",
  ])("%s", (text) => {
    expect(cleanInput(text)).toBe(text);
  });
});

test("cleaning twice gives the same result, and no visible character is lost", () => {
  const text = fc.string({
    unit: fc.constantFrom(
      ..."aé王2 #",
      "\u200d",
      "\ufe0f",
      "\u200b",
      "👩",
      "👧",
      "\u20e3",
      "م",
      "\u200c",
      "क",
      "्",
    ),
  });
  fc.assert(
    fc.property(text, (typed) => {
      const cleaned = cleanInput(typed);
      expect(cleanInput(cleaned)).toBe(cleaned);
      const visible = (each: string) => each.replaceAll(/\p{DI}/gu, "");
      expect(visible(cleaned)).toBe(visible(typed.normalize("NFC")));
    }),
    { seed: 41, numRuns: 1_000 },
  );
});

test.for([
  ["*AirPods*", "AirPods", "AirPods"],
  ["_*AirPods*_", "AirPods", "AirPods"],
  ["~`AirPods`~", "AirPods", "AirPods"],
  ["„AirPods“", "„AirPods“", "AirPods"],
  ["”AirPods”", "”AirPods”", "AirPods"],
  ["«AirPods»", "«AirPods»", "AirPods"],
  ["『耳机』", "『耳机』", "耳机"],
  ['"AirPods"', '"AirPods"', "AirPods"],
  ["“AirPods”", "“AirPods”", "AirPods"],
  ["「耳机」", "「耳机」", "耳机"],
  ["'AirPods'", "'AirPods'", "AirPods"],
  ["‘AirPods’", "‘AirPods’", "AirPods"],
  ["'90s party", "'90s party", "'90s party"],
  ["'Ann's' and 'Bo's'", "'Ann's' and 'Bo's'", "'Ann's' and 'Bo's'"],
  ["*one* and *two*", "*one* and *two*", "*one* and *two*"],
  ['"one" or "two"', '"one" or "two"', '"one" or "two"'],
  ['5"', '5"', '5"'],
  ['"', '"', '"'],
  ["", "", ""],
] as const)("%s is unwrapped from formatting to %s, and from quotes to %s", ([text, plain, unquoted]) => {
  expect([unwrapFormatting(text), unwrapQuotes(text)]).toEqual([plain, unquoted]);
});
