import { expect, test } from "vitest";
import { createNoticeTexts } from "../../../../workflow/notice/locales/locales.ts";
import type { NoticeTexts } from "../../../../workflow/notice/locales/texts.ts";
import { countMarkers } from "../../../support/count-markers.ts";
import { noticeTexts } from "../../../support/notice-texts.ts";

/**
 * Every text of the email that has arguments, with markers as arguments, and parts that must appear in English and in
 * Chinese.
 */
const cases: readonly [
  name: keyof NoticeTexts,
  text: (texts: NoticeTexts) => string,
  en: readonly string[],
  chinese: readonly string[],
][] = [
  ["subject", (t) => t.subject.drawn(71, 720), ["draw 71: 720 winners"], ["draw 71: 720 winners"]],
  ["subject", (t) => t.subject.drawn(71, 1), ["draw 71: 1 winner"], ["draw 71: 1 winner"]],
  ["subject", (t) => t.subject.redrawn(71), ["draw 71: redrawn"], ["draw 71: redrawn"]],
  ["subject", (t) => t.subject.voided(71), ["draw 71: void"], ["draw 71: void"]],
  [
    "headline",
    (t) => t.headline(71, 720, "PRIZE"),
    ["draw 71 has 720 winners (PRIZE):"],
    ["第 71 次抽奖", "720 位", "（PRIZE）"],
  ],
  [
    "headline",
    (t) => t.headline(71, 1, undefined),
    ["draw 71 has one winner:"],
    ["第 71 次抽奖共 1 位中奖者："],
  ],
  [
    "more",
    (t) => t.more(720, 71),
    ["720 more", "/lottery winners 71"],
    ["另外 720 位", "/lottery winners 71"],
  ],
  [
    "drawnAt",
    (t) => t.drawnAt("TIME", 71),
    ["at TIME UTC from 71 eligible people"],
    ["时间：TIME UTC", "人数：71。"],
  ],
  [
    "drawnAt",
    (t) => t.drawnAt("TIME", 1),
    ["at TIME UTC from one eligible person"],
    ["时间：TIME UTC", "人数：1。"],
  ],
  ["campaign", (t) => t.campaign("NAME"), [": NAME"], ["：NAME"]],
  [
    "rules",
    (t) =>
      t.rules({
        departments: { kind: "only", names: ["NAME"], more: 71 },
        joinedBefore: "DAY",
        again: true,
      }),
    ["Rules: only for NAME and 71 more", "before DAY", "can win again"],
    ["规则：仅限 NAME等 72 个部门", "DAY 之前入职", "可以再次中奖"],
  ],
  ["receipt", (t) => t.receipt("RECEIPT"), [": RECEIPT"], ["：RECEIPT"]],
  [
    "sealed",
    (t) => t.sealed(71, true),
    ["in its channel before", "/lottery verify 71"],
    ["封存于频道中", "/lottery verify 71"],
  ],
  [
    "sealed",
    (t) => t.sealed(71, false),
    ["in the ledger before", "/lottery verify 71"],
    ["封存于抽奖记录中", "/lottery verify 71"],
  ],
  ["redrawn", (t) => t.redrawn(71, "PRIZE"), ["draw 71 (PRIZE) was replaced"], ["第 71 次抽奖（PRIZE）有"]],
  ["redrawn", (t) => t.redrawn(71, undefined), ["draw 71 was replaced"], ["第 71 次抽奖有"]],
  ["voided", (t) => t.voided(71, "PRIZE"), ["draw 71 (PRIZE) is void"], ["第 71 次抽奖（PRIZE）已整体作废"]],
  ["voided", (t) => t.voided(71, undefined), ["draw 71 is void"], ["第 71 次抽奖已整体作废"]],
  [
    "cancelled",
    (t) => t.cancelled("NAME", "OTHER"),
    ["win of NAME was cancelled", "order: OTHER."],
    ["NAME 的中奖资格已取消", "由 OTHER 递补。"],
  ],
  [
    "cancelled",
    (t) => t.cancelled("NAME", undefined),
    ["win of NAME was cancelled."],
    ["NAME 的中奖资格已取消。"],
  ],
  ["reason", (t) => t.reason("REASON"), [": REASON"], ["：REASON"]],
];

test("every text of the email with arguments is tested with arguments", () => {
  const withArguments = Object.entries(noticeTexts.en).filter(([, text]) => typeof text !== "string");
  expect(new Set(cases.map(([name]) => name))).toEqual(new Set(withArguments.map(([name]) => name)));
});

test.each(cases)(
  "a text of the email contains each of its arguments in the right place: %s",
  (_, text, en, chinese) => {
    for (const [locale, parts] of [["en", en] as const, ["zh-CN", chinese] as const]) {
      const said = text(noticeTexts[locale]);
      for (const part of parts) expect(said).toContain(part);
      expect(said).not.toMatch(/undefined|null/);
      expect(countMarkers(said), said).toEqual(countMarkers(parts.join(" ")));
    }
  },
);

test.each(["en", "zh-CN"] as const)(
  "the emails in %s name the slash command as it is configured",
  (locale) => {
    const renamed = createNoticeTexts(locale, "/tombola");
    const read = (texts: NoticeTexts) => [JSON.stringify(texts), ...cases.map(([, text]) => text(texts))];
    expect(read(renamed)).toEqual(
      read(noticeTexts[locale]).map((said) => said.replaceAll("/lottery", "/tombola")),
    );
    expect(read(renamed).join()).toContain("/tombola winners");
  },
);

test("a text about a cancelled win without a replacement does not mention one", () => {
  expect(noticeTexts.en.cancelled("NAME", undefined)).toBe("The win of NAME was cancelled.");
  expect(noticeTexts["zh-CN"].cancelled("NAME", undefined)).toBe("NAME 的中奖资格已取消。");
});

test.each(["en", "zh-CN"] as const)("the subjects in %s are ASCII, as SNS requires", (locale) => {
  const { drawn, redrawn, voided } = noticeTexts[locale].subject;
  for (const subject of [drawn(9_999_999_999, 1_000), redrawn(9_999_999_999), voided(9_999_999_999)])
    expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,99}$/);
});
