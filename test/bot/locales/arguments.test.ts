import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { Texts } from "../../../bot/locales/texts.ts";
import { countMarkers } from "../../support/count-markers.ts";

/** A text with arguments that no text contains by itself, and what it says with each of them. */
interface Case {
  text: (texts: Texts) => string;
  en: readonly string[];
  "zh-CN": readonly string[];
}

const DRAW_71 = { en: ["raw 71"], "zh-CN": ["第 71 次抽奖"] };
const LINK_71 = "`/lottery winners 71`";
const facts = {
  seed: "SEED",
  rosterSize: 720,
  visited: 730,
  counts: ["ONE", "TWO"],
};

/** Every text with arguments, by its path. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  unknownCommand: [{ text: (t) => t.unknownCommand("NAME"), en: ["`NAME`"], "zh-CN": ["`NAME`"] }],
  "draw.grouped": [
    { text: (t) => t.draw.grouped("71"), en: ["`/lottery draw 71`"], "zh-CN": ["`/lottery draw 71`"] },
  ],
  "draw.numberPrize": [
    {
      text: (t) => t.draw.numberPrize(71, "PRIZE", undefined),
      en: ["“PRIZE”", '`/lottery draw 71 "PRIZE"`'],
      "zh-CN": ["“PRIZE”", '`/lottery draw 71 "PRIZE"`'],
    },
    {
      text: (t) => t.draw.numberPrize(71, "PRIZE", "720"),
      en: ["“PRIZE”", '`/lottery draw 71 "PRIZE"`', "`/lottery draw 720`"],
      "zh-CN": ["“PRIZE”", '`/lottery draw 71 "PRIZE"`', "`/lottery draw 720`"],
    },
  ],
  "draw.prizeTooLong": [
    { text: (t) => t.draw.prizeTooLong(71), en: ["71 characters"], "zh-CN": ["71 个字符"] },
  ],
  "draw.started": [
    {
      text: (t) => t.draw.started(71, "PRIZE"),
      en: ["71 winners for *PRIZE*"],
      "zh-CN": ["71 位", "*PRIZE*"],
    },
    { text: (t) => t.draw.started(1, undefined), en: ["one winner."], "zh-CN": ["1 位中奖者。"] },
  ],
  "revision.inProgress": [{ text: (t) => t.revision.inProgress(71), ...DRAW_71 }],
  "revision.interrupted": [{ text: (t) => t.revision.interrupted(71), ...DRAW_71 }],
  "revision.failed": [
    {
      text: (t) => t.revision.failed(71, "REASON"),
      en: ["Draw 71", ": REASON"],
      "zh-CN": ["第 71 次抽奖", "：REASON"],
    },
  ],
  "revision.isVoid": [{ text: (t) => t.revision.isVoid(71), ...DRAW_71 }],
  "revision.audience": [
    {
      text: (t) => t.revision.audience(true),
      en: ["draw's channel and email"],
      "zh-CN": ["频道中公布，并通过邮件"],
    },
    { text: (t) => t.revision.audience(false), en: ["no channel"], "zh-CN": ["没有频道"] },
  ],
  "revision.started": [
    {
      text: (t) => t.revision.started(71),
      en: ["Changing draw 71", LINK_71],
      "zh-CN": ["第 71 次抽奖", LINK_71],
    },
  ],
  "revision.notStarted": [
    { text: (t) => t.revision.notStarted(71), en: ["draw 71", LINK_71], "zh-CN": ["第 71 次抽奖", LINK_71] },
  ],
  "revision.reasonTooLong": [
    { text: (t) => t.revision.reasonTooLong(71), en: ["71 characters"], "zh-CN": ["71 个字符"] },
  ],
  "revision.reason": [
    { text: (t) => t.revision.reason("REASON"), en: ["Reason: REASON"], "zh-CN": ["原因：REASON"] },
  ],
  "redraw.unknownWinner": [
    {
      text: (t) => t.redraw.unknownWinner(71),
      en: ["draw 71", LINK_71],
      "zh-CN": ["第 71 次抽奖", LINK_71],
    },
  ],
  "redraw.whichWinner": [{ text: (t) => t.redraw.whichWinner(71), ...DRAW_71 }],
  "redraw.moreCandidates": [
    {
      text: (t) => t.redraw.moreCandidates(720, 71),
      en: ["720 more", LINK_71],
      "zh-CN": ["另外 720 位", LINK_71],
    },
  ],
  "redraw.alreadyCancelled": [
    {
      text: (t) => t.redraw.alreadyCancelled(71, "NAME"),
      en: ["win of NAME in draw 71"],
      "zh-CN": ["NAME 在第 71 次抽奖"],
    },
  ],
  "redraw.question": [
    {
      text: (t) => t.redraw.question(71, "NAME", "REASON"),
      en: ["win of NAME in draw 71", "(REASON)"],
      "zh-CN": ["NAME 在第 71 次抽奖", "（REASON）"],
    },
    {
      text: (t) => t.redraw.question(71, "NAME", undefined),
      en: ["win of NAME in draw 71?\n"],
      "zh-CN": ["NAME 在第 71 次抽奖中的中奖资格吗？\n"],
    },
  ],
  "redraw.note": [
    {
      text: (t) => t.redraw.note(71, "NAME", "OTHER"),
      en: ["Draw 71", "win of NAME was cancelled", "order: OTHER."],
      "zh-CN": ["第 71 次抽奖", "NAME 的中奖资格已取消", "递补的是 OTHER"],
    },
  ],
  "void.question": [
    {
      text: (t) => t.void.question(71, "NAME", "REASON"),
      en: ["Void draw 71?", "(REASON)", "Winners: NAME."],
      "zh-CN": ["第 71 次抽奖整体作废", "（REASON）", "中奖者：NAME。"],
    },
    {
      text: (t) => t.void.question(71, "NAME", undefined),
      en: ["Void draw 71?\n", "Winners: NAME."],
      "zh-CN": ["第 71 次抽奖整体作废吗？\n", "中奖者：NAME。"],
    },
  ],
  "void.note": [{ text: (t) => t.void.note(71), ...DRAW_71 }],
  "verify.valid": [
    {
      text: (t) => t.verify.valid(71, "RECEIPT"),
      en: ["✅ *Draw 71", "Receipt `RECEIPT`"],
      "zh-CN": ["✅ *第 71 次抽奖", "凭证 `RECEIPT`"],
    },
  ],
  "verify.invalid": [
    { text: (t) => t.verify.invalid(71), en: ["❌ *Draw 71"], "zh-CN": ["❌ *第 71 次抽奖"] },
  ],
  "verify.facts": [
    {
      text: (t) => t.verify.facts(facts),
      en: ["seed `SEED`", "serial, 720.", "visited: 730 (ONE; TWO)"],
      "zh-CN": ["种子 `SEED`", "最大序号 720", "共查看 730 个位置：ONE，TWO。"],
    },
  ],
  "verify.where": [
    {
      text: (t) => t.verify.where(71, 720),
      en: ["position 72", "change 720"],
      "zh-CN": ["第 72 个位置", "第 720 次更改"],
    },
    { text: (t) => t.verify.where(71, undefined), en: ["position 72"], "zh-CN": ["第 72 个位置"] },
    { text: (t) => t.verify.where(undefined, 720), en: ["(change 720)"], "zh-CN": ["（第 720 次更改）"] },
  ],
  "verify.positionsTitle": [{ text: (t) => t.verify.positionsTitle(71), ...DRAW_71 }],
  "verify.outcomes.gap.count": [
    { text: (t) => t.verify.outcomes.gap.count(71), en: ["no employee: 71"], "zh-CN": ["空号 71"] },
  ],
  "verify.outcomes.left.count": [
    { text: (t) => t.verify.outcomes.left.count(71), en: ["left: 71"], "zh-CN": ["已离职 71"] },
  ],
  "verify.outcomes.won.count": [
    { text: (t) => t.verify.outcomes.won.count(71), en: ["already won: 71"], "zh-CN": ["已中奖 71"] },
  ],
  "verify.outcomes.won.found": [
    {
      text: (t) => t.verify.outcomes.won.found(71),
      en: ["already won draw 71"],
      "zh-CN": ["已在第 71 次抽奖中奖"],
    },
  ],
  "verify.outcomes.held.count": [
    {
      text: (t) => t.verify.outcomes.held.count(71),
      en: ["another draw: 71"],
      "zh-CN": ["被其他抽奖占用 71"],
    },
  ],
  "verify.outcomes.held.found": [
    {
      text: (t) => t.verify.outcomes.held.found(71),
      en: ["claimed by draw 71"],
      "zh-CN": ["被第 71 次抽奖占用"],
    },
  ],
  "verify.outcomes.chosen.count": [
    { text: (t) => t.verify.outcomes.chosen.count(71), en: ["chosen: 71"], "zh-CN": ["选中 71"] },
  ],
  "announcement.voided": [{ text: (t) => t.announcement.voided(71), ...DRAW_71 }],
  "announcement.receipt": [
    {
      text: (t) => t.announcement.receipt("RECEIPT", 71),
      en: ["Receipt `RECEIPT`", "`/lottery verify 71`"],
      "zh-CN": ["凭证 `RECEIPT`", "`/lottery verify 71`"],
    },
  ],
  "announcement.title": [{ text: (t) => t.announcement.title(71), ...DRAW_71 }],
  "announcement.winners": [
    { text: (t) => t.announcement.winners(71), en: ["71 winners"], "zh-CN": ["71 位中奖者"] },
    { text: (t) => t.announcement.winners(1), en: ["our winner:"], "zh-CN": ["1 位中奖者"] },
  ],
  "announcement.summary": [
    {
      text: (t) => t.announcement.summary(71, "PRIZE", "NAME"),
      en: ["Draw 71 (PRIZE): NAME."],
      "zh-CN": ["第 71 次抽奖（PRIZE）：NAME。"],
    },
    {
      text: (t) => t.announcement.summary(71, undefined, "NAME"),
      en: ["Draw 71: NAME."],
      "zh-CN": ["第 71 次抽奖：NAME。"],
    },
  ],
  "announcement.more": [
    {
      text: (t) => t.announcement.more(720, 71),
      en: ["720 more", LINK_71],
      "zh-CN": ["另外 720 位", LINK_71],
    },
  ],
  "announcement.drawn": [
    {
      text: (t) => t.announcement.drawn("TIME", 71),
      en: ["Drawn TIME from 71 eligible people"],
      "zh-CN": ["抽奖时间：TIME", "人数：71"],
    },
    {
      text: (t) => t.announcement.drawn("TIME", 1),
      en: ["Drawn TIME from one eligible person"],
      "zh-CN": ["抽奖时间：TIME", "人数：1"],
    },
  ],
  "announcement.requestedBy": [
    { text: (t) => t.announcement.requestedBy("NAME"), en: ["by NAME"], "zh-CN": ["发起人：NAME"] },
  ],
  "announcement.refused": [
    {
      text: (t) => t.announcement.refused(71, "REASON", true),
      en: ["Draw 71", "(`REASON`)", "`/invite`", LINK_71],
      "zh-CN": ["第 71 次抽奖", "（`REASON`）", "`/invite`", LINK_71],
    },
    {
      text: (t) => t.announcement.refused(71, "REASON", false),
      en: ["Draw 71", "(`REASON`)", "administrator", LINK_71],
      "zh-CN": ["第 71 次抽奖", "（`REASON`）", "维护人员", LINK_71],
    },
  ],
  "announcement.notEditable": [
    {
      text: (t) => t.announcement.notEditable(71, "REASON"),
      en: ["draw 71", "(`REASON`)"],
      "zh-CN": ["第 71 次抽奖", "（`REASON`）"],
    },
  ],
  "history.draw": [{ text: (t) => t.history.draw(71), ...DRAW_71 }],
  "history.redrawn": [
    { text: (t) => t.history.redrawn(71), en: ["redrawn 71 times"], "zh-CN": ["重抽过 71 次"] },
    { text: (t) => t.history.redrawn(1), en: ["redrawn once"], "zh-CN": ["重抽过 1 次"] },
  ],
  "history.drawing": [
    { text: (t) => t.history.drawing(71), en: ["71 winners"], "zh-CN": ["共抽 71 位"] },
    { text: (t) => t.history.drawing(1), en: ["one winner_"], "zh-CN": ["共抽 1 位"] },
  ],
  "history.failed": [{ text: (t) => t.history.failed("REASON"), en: [": REASON_"], "zh-CN": ["：REASON_"] }],
  "history.more": [{ text: (t) => t.history.more(71), en: ["71 more"], "zh-CN": ["另外 71 位"] }],
  "history.unknownDraw": [{ text: (t) => t.history.unknownDraw(71), ...DRAW_71 }],
  "history.malformed": [{ text: (t) => t.history.malformed(71), ...DRAW_71 }],
  failure: [
    {
      text: (t) => t.failure(71, "REASON"),
      en: ["Draw 71", ": REASON"],
      "zh-CN": ["第 71 次抽奖没有进行", "：REASON"],
    },
    {
      text: (t) => t.failure(undefined, "REASON"),
      en: ["The draw", ": REASON"],
      "zh-CN": ["抽奖没有进行：REASON"],
    },
  ],
  revisionFailure: [
    {
      text: (t) => t.revisionFailure(71, "REASON"),
      en: ["Draw 71", ": REASON"],
      "zh-CN": ["第 71 次抽奖", "：REASON"],
    },
  ],
  "reasons.TooManyWinners": [
    { text: (t) => t.reasons.TooManyWinners({ most: 71 }), en: ["71 winners"], "zh-CN": ["最多抽 71 位"] },
  ],
  "reasons.NotEnoughEntrants": [
    {
      text: (t) => t.reasons.NotEnoughEntrants({ asked: 720, eligible: 71, roster: 730 }),
      en: ["asked for 720 winners", "only 71 people", "Draw 71 or fewer"],
      "zh-CN": ["要抽 720 位", "只剩 71 人"],
    },
    {
      text: (t) => t.reasons.NotEnoughEntrants({ asked: 720, eligible: 1, roster: 730 }),
      en: ["asked for 720 winners", "only one person", "Draw one,"],
      "zh-CN": ["要抽 720 位", "只剩 1 人"],
    },
  ],
  "reasons.DuplicateSerial": [
    {
      text: (t) => t.reasons.DuplicateSerial({ serial: 71, first: "NAME", second: "OTHER" }),
      en: ["NAME and OTHER", "lottery_serial, 71."],
      "zh-CN": ["NAME 和 OTHER", "（71）"],
    },
  ],
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
  "in %s a text says each of its arguments in its own place",
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

test.each<[what: string, text: (texts: Texts) => string, en: RegExp, chinese: RegExp]>([
  ["another reading", (t) => t.draw.numberPrize(71, "P", undefined), /"P"`\. Nothing/, /"P"`。没有/],
  ["a position", (t) => t.verify.where(undefined, 71), /^ \(change 71\)$/, /^（第 71 次更改）$/],
  ["a revision", (t) => t.verify.where(71, undefined), /^ at position 72$/, /^（第 72 个位置）$/],
  ["both", (t) => t.verify.where(undefined, undefined), /^$/, /^$/],
  [
    "the other draw",
    (t) => t.verify.outcomes.held.found(undefined),
    /^was claimed by another draw$/,
    /^当时被另一次抽奖占用$/,
  ],
  ["the earlier draw", (t) => t.verify.outcomes.won.found(undefined), /^has already won$/, /^此前已中奖$/],
  ["the number", (t) => t.failure(undefined, "R"), /^The draw did/, /^抽奖没有进行/],
  ["asked", (t) => t.reasons.NotEnoughEntrants({ eligible: 2 }), /^fewer people can/, /^还可以中奖的人少于/],
  ["eligible", (t) => t.reasons.NotEnoughEntrants({ asked: 2 }), /^fewer people can/, /^还可以中奖的人少于/],
  ["people", (t) => t.reasons.DuplicateSerial({ serial: 71 }), /^two employees have/, /^两名员工 的/],
  ["one of two", (t) => t.reasons.DuplicateSerial({ first: "A" }), /^A have/, /^A 的/],
])("a text leaves out what is not known: %s", (_, text, en, chinese) => {
  expect(text(locales.en)).toMatch(en);
  expect(text(locales["zh-CN"])).toMatch(chinese);
});
