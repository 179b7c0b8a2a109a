import { type ArgumentCase, DRAW_71, LINK_71 } from "./argument-case.ts";

/** The texts with arguments of announcements, the history and failures, by path. */
export const messageCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "forms.refused": [{ text: (t) => t.forms.refused("CODE"), en: ["`CODE`"], "zh-CN": ["`CODE`"] }],
  "seal.announcement": [
    {
      text: (t) =>
        t.seal.announcement({ drawNo: 71, winners: 720, prize: "PRIZE", eligible: 730, seconds: 740 }),
      en: ["Draw 71: 720 winners of *PRIZE*", "in 740 seconds", "from 730 people"],
      "zh-CN": ["第 71 次抽奖：740 秒后", "从 730 名可中奖的人中抽取 720 名", "奖品：*PRIZE*"],
    },
    {
      text: (t) =>
        t.seal.announcement({ drawNo: 71, winners: 1, prize: undefined, eligible: 1, seconds: 740 }),
      en: ["Draw 71: one winner will be drawn in 740 seconds, from one person"],
      "zh-CN": ["第 71 次抽奖：740 秒后", "从 1 名可中奖的人中抽取 1 名中奖者。"],
    },
  ],
  "seal.fixed": [
    { text: (t) => t.seal.fixed("RECEIPT"), en: ["Seal `RECEIPT`"], "zh-CN": ["封条 `RECEIPT`"] },
  ],
  "seal.requestedBy": [
    { text: (t) => t.seal.requestedBy("NAME"), en: ["Requested by NAME"], "zh-CN": ["由 NAME 发起"] },
  ],
  "seal.round": [
    {
      text: (t) => t.seal.round(71, "TIME"),
      en: ["round 71, published TIME"],
      "zh-CN": ["第 71 轮，公布时间 TIME"],
    },
  ],
  "announcement.voided": [
    {
      text: (t) => t.announcement.voided({ drawNo: 71, time: "TIME", by: "BY" }),
      en: ["Draw 71 is void: BY cancelled all its wins (TIME)."],
      "zh-CN": ["第 71 次抽奖已于 TIME 由 BY 整体作废"],
    },
    {
      text: (t) => t.announcement.voided({ drawNo: 71, time: undefined, by: undefined }),
      en: ["Draw 71 is void: all its wins were cancelled."],
      "zh-CN": ["第 71 次抽奖已整体作废"],
    },
    {
      text: (t) => t.announcement.voided({ drawNo: undefined, time: "TIME", by: "BY" }),
      en: ["This draw is void: BY cancelled all its wins (TIME)."],
      "zh-CN": ["本次抽奖已于 TIME 由 BY 整体作废"],
    },
  ],
  "announcement.receipt": [
    {
      text: (t) => t.announcement.receipt("RECEIPT", 71),
      en: ["Receipt `RECEIPT`", "`/lottery verify 71`"],
      "zh-CN": ["凭证 `RECEIPT`", "`/lottery verify 71`"],
    },
  ],
  "announcement.receipts": [
    {
      text: (t) =>
        t.announcement.receipts({ drawNo: 71, original: "RECEIPT", newest: "OTHER", kind: "redraw" }),
      en: ["draw `RECEIPT`", "last redraw `OTHER`", "`/lottery verify 71`"],
      "zh-CN": ["抽奖的凭证 `RECEIPT`", "最近一次重抽的凭证 `OTHER`", "`/lottery verify 71`"],
    },
    {
      text: (t) =>
        t.announcement.receipts({ drawNo: 71, original: "RECEIPT", newest: "OTHER", kind: "void" }),
      en: ["draw `RECEIPT`", "the void `OTHER`", "`/lottery verify 71`"],
      "zh-CN": ["抽奖的凭证 `RECEIPT`", "作废的凭证 `OTHER`", "`/lottery verify 71`"],
    },
  ],
  "announcement.title": [{ text: (t) => t.announcement.title(71), ...DRAW_71 }],
  "announcement.winners": [
    {
      text: (t) => t.announcement.winners(72, 71),
      en: ["the 71 winners of draw 72:"],
      "zh-CN": ["第 72 次抽奖的 71 位中奖者"],
    },
    {
      text: (t) => t.announcement.winners(72, 1),
      en: ["the winner of draw 72:"],
      "zh-CN": ["第 72 次抽奖的 1 位中奖者"],
    },
    {
      text: (t) => t.announcement.winners(undefined, 71),
      en: ["our 71 winners:"],
      "zh-CN": ["恭喜 71 位中奖者"],
    },
    {
      text: (t) => t.announcement.winners(undefined, 1),
      en: ["our winner:"],
      "zh-CN": ["恭喜 1 位中奖者"],
    },
  ],
  "announcement.summary": [
    {
      text: (t) => t.announcement.summary(71, "PRIZE", "NAME"),
      en: ["PRIZE (draw 71): NAME."],
      "zh-CN": ["PRIZE（第 71 次抽奖）：NAME。"],
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
      en: ["720 more", LINK_71, "`/lottery verify 71 me`"],
      "zh-CN": ["另外 720 位", LINK_71, "`/lottery verify 71 me`"],
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
  "announcement.sealed": [
    {
      text: (t) => t.announcement.sealed(11.8, 1),
      en: ["Sealed 11.8 seconds before the random number existed"],
      "zh-CN": ["之前 11.8 秒"],
    },
    {
      text: (t) => t.announcement.sealed(11.8, 2),
      en: ["11.8 seconds", "the last of 2 seals"],
      "zh-CN": ["11.8 秒", "共 2 个封条"],
    },
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
  "history.sealed": [
    { text: (t) => t.history.sealed(71), en: ["71 winners"], "zh-CN": ["71 位"] },
    { text: (t) => t.history.sealed(1), en: ["one winner in"], "zh-CN": ["1 位"] },
  ],
  "history.failed": [{ text: (t) => t.history.failed("REASON"), en: [": REASON_"], "zh-CN": ["：REASON_"] }],
  "history.more": [{ text: (t) => t.history.more(71), en: ["71 more"], "zh-CN": ["另外 71 位"] }],
  "history.shown": [
    {
      text: (t) => t.history.shown({ from: 101, to: 200, all: 1_071 }),
      en: ["101", "200", "1,071"],
      "zh-CN": ["101", "200", "1,071"],
    },
  ],
  "history.findYourself": [
    {
      text: (t) => t.history.findYourself(71),
      en: ["`/lottery verify 71 me`"],
      "zh-CN": ["`/lottery verify 71 me`"],
    },
  ],
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
  "reasons.SealNotPosted": [
    {
      text: (t) => t.reasons.SealNotPosted({ reason: "REASON" }),
      en: ["(`REASON`)", "`/invite`"],
      "zh-CN": ["（`REASON`）", "`/invite`"],
    },
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
