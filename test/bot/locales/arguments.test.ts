import { describe, expect, test } from "vitest";
import { createTexts, locales } from "../../../bot/locales/locales.ts";
import type { Texts } from "../../../bot/locales/texts.ts";
import { countMarkers } from "../../support/count-markers.ts";
import { campaignCases } from "./campaign-cases.ts";
import { commandCases } from "./command-cases.ts";
import { entryCases } from "./entry-cases.ts";
import { exclusionCases } from "./exclusion-cases.ts";
import { exportCases } from "./export-cases.ts";
import { homeCases } from "./home-cases.ts";
import { importCases } from "./import-cases.ts";
import { messageCases } from "./message-cases.ts";
import { peopleCases } from "./people-cases.ts";
import { permissionCases } from "./permission-cases.ts";
import { prizeCases } from "./prize-cases.ts";
import { ruleCases } from "./rule-cases.ts";
import { verificationCases } from "./verification-cases.ts";

const cases = {
  ...campaignCases,
  ...commandCases,
  ...entryCases,
  ...exclusionCases,
  ...exportCases,
  ...homeCases,
  ...importCases,
  ...messageCases,
  ...ruleCases,
  ...peopleCases,
  ...permissionCases,
  ...prizeCases,
  ...verificationCases,
};

/** The paths of all texts with arguments. */
function pathsOf(table: object, prefix = ""): string[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (typeof value === "function") return value.length > 0 ? [prefix + name] : [];
    return typeof value === "object" && value !== null ? pathsOf(value, `${prefix}${name}.`) : [];
  });
}

test("every text with arguments is tested with arguments", () => {
  expect(Object.keys(cases).toSorted()).toEqual(pathsOf(locales.en).toSorted());
});

describe.for(["en", "zh-CN"] as const)(
  "in %s a text contains each of its arguments in the right place",
  (locale) => {
    test.each(Object.entries(cases))("%s", (_, each) => {
      for (const { text, [locale]: parts } of each) {
        const said = text(locales[locale]);
        for (const part of parts) expect(said).toContain(part);
        expect(said).not.toMatch(/undefined|null|NaN/);
        expect(countMarkers(said), said).toEqual(countMarkers(parts.join(" ")));
      }
    });
  },
);

test.each(["en", "zh-CN"] as const)(
  "the texts in %s name the slash command as it is configured",
  (locale) => {
    const read = (texts: Texts) => [
      ...JSON.stringify(texts, undefined, 1).split("\n"),
      ...Object.values(cases)
        .flat()
        .map(({ text }) => text(texts)),
    ];
    expect(read(createTexts(locale, "/tombola"))).toEqual(
      read(locales[locale]).map((said) => said.replaceAll("/lottery", "/tombola")),
    );
  },
);

test.each<[what: string, text: (texts: Texts) => string, en: RegExp, chinese: RegExp]>([
  ["another reading", (t) => t.draw.numberPrize(71, "P", undefined), /"P"`\. Nothing/, /"P"`。没有/],
  ["a position", (t) => t.verify.where(undefined, 71), /^ \(change 71\)$/, /^（第 71 次更改）$/],
  ["a revision", (t) => t.verify.where(71, undefined), /^ at position 72$/, /^（第 72 个位置）$/],
  ["both", (t) => t.verify.where(undefined, undefined), /^$/, /^$/],
  [
    "the other draw",
    (t) => t.verify.outcomes.held({}),
    /^was claimed by another draw$/,
    /^当时被另一次抽奖占用$/,
  ],
  ["the earlier draw", (t) => t.verify.outcomes.won({}), /^has already won$/, /^此前已中奖$/],
  ["the number", (t) => t.failure(undefined, "R"), /^The draw did/, /^抽奖没有进行/],
  ["asked", (t) => t.reasons.NotEnoughEntrants({ eligible: 2 }), /^fewer people can/, /^还可以中奖的人少于/],
  ["eligible", (t) => t.reasons.NotEnoughEntrants({ asked: 2 }), /^fewer people can/, /^还可以中奖的人少于/],
  ["people", (t) => t.reasons.DuplicateSerial({ serial: 71 }), /^two employees have/, /^两名员工 的/],
  ["one of two", (t) => t.reasons.DuplicateSerial({ first: "A" }), /^A have/, /^A 的/],
])("a text leaves out what is not known: %s", (_, text, en, chinese) => {
  expect(text(locales.en)).toMatch(en);
  expect(text(locales["zh-CN"])).toMatch(chinese);
});
