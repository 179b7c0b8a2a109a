import { expect, test } from "vitest";
import { noticeTexts } from "../../../workflow/notice/texts.ts";
import { countMarkers } from "../../support/count-markers.ts";

type NoticeTexts = (typeof noticeTexts)["en"];

/** Every text of the mail with arguments that no text contains by itself: what it says in English and in Chinese. */
const cases: readonly [
  name: keyof NoticeTexts,
  text: (words: NoticeTexts) => string,
  en: readonly string[],
  chinese: readonly string[],
][] = [
  [
    "headline",
    (w) => w.headline(71, 720, "PRIZE"),
    ["draw 71 has 720 winners (PRIZE):"],
    ["第 71 次抽奖", "720 位", "（PRIZE）"],
  ],
  [
    "headline",
    (w) => w.headline(71, 1, undefined),
    ["draw 71 has one winner:"],
    ["第 71 次抽奖共 1 位中奖者："],
  ],
  [
    "more",
    (w) => w.more(720, 71),
    ["720 more", "/lottery winners 71"],
    ["另外 720 位", "/lottery winners 71"],
  ],
  ["drawnAt", (w) => w.drawnAt("TIME", 71), ["at TIME UTC from 71 people"], ["时间：TIME UTC", "人数：71。"]],
  ["drawnAt", (w) => w.drawnAt("TIME", 1), ["at TIME UTC from one person"], ["时间：TIME UTC", "人数：1。"]],
  ["receipt", (w) => w.receipt("RECEIPT"), [": RECEIPT"], ["：RECEIPT"]],
  ["redrawn", (w) => w.redrawn(71, "PRIZE"), ["draw 71 (PRIZE) was replaced"], ["第 71 次抽奖（PRIZE）有"]],
  ["redrawn", (w) => w.redrawn(71, undefined), ["draw 71 was replaced"], ["第 71 次抽奖有"]],
  ["voided", (w) => w.voided(71, "PRIZE"), ["draw 71 (PRIZE) is void"], ["第 71 次抽奖（PRIZE）已整体作废"]],
  ["voided", (w) => w.voided(71, undefined), ["draw 71 is void"], ["第 71 次抽奖已整体作废"]],
  [
    "takenBack",
    (w) => w.takenBack("NAME", "OTHER"),
    ["win of NAME was cancelled", "order: OTHER."],
    ["NAME 的中奖资格已取消", "递补的中奖者是 OTHER。"],
  ],
  [
    "takenBack",
    (w) => w.takenBack("NAME", undefined),
    ["win of NAME was cancelled."],
    ["NAME 的中奖资格已取消。"],
  ],
  ["reason", (w) => w.reason("REASON"), [": REASON"], ["：REASON"]],
];

test("every text of the mail with arguments is tested with arguments", () => {
  const withArguments = Object.entries(noticeTexts.en).filter(([, text]) => typeof text === "function");
  expect(new Set(cases.map(([name]) => name))).toEqual(new Set(withArguments.map(([name]) => name)));
});

test.each(cases)("the mail says each argument of its text in its own place: %s", (_, text, en, chinese) => {
  for (const [locale, parts] of [["en", en] as const, ["zh-CN", chinese] as const]) {
    const said = text(noticeTexts[locale]);
    for (const part of parts) expect(said).toContain(part);
    expect(said).not.toMatch(/undefined|null/);
    expect(countMarkers(said), said).toEqual(countMarkers(parts.join(" ")));
  }
});

test("the mail of a void says nothing of a replacement", () => {
  expect(noticeTexts.en.takenBack("NAME", undefined)).toBe("The win of NAME was cancelled.");
  expect(noticeTexts["zh-CN"].takenBack("NAME", undefined)).toBe("NAME 的中奖资格已取消。");
});
