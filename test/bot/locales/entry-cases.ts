import type { ArgumentCase } from "./argument-case.ts";

const ASK_71 = "`/lottery verify 71 me E0042`";

/** The texts with arguments that respond to people who ask about their own entry, by path. */
export const entryCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "entry.title": [{ text: (t) => t.entry.title(71), en: ["Draw 71"], "zh-CN": ["第 71 次抽奖"] }],
  "entry.notFound": [
    {
      text: (t) => t.entry.notFound(71),
      en: [ASK_71, "list of draw 71"],
      "zh-CN": [ASK_71, "第 71 次抽奖的名单"],
    },
  ],
  "entry.notYours": [
    {
      text: (t) => t.entry.notYours(71),
      en: ["`/lottery verify 71 me`"],
      "zh-CN": ["`/lottery verify 71 me`"],
    },
  ],
  "entry.askForId": [{ text: (t) => t.entry.askForId(71), en: [ASK_71], "zh-CN": [ASK_71] }],
  "entry.severalEntries": [
    {
      text: (t) => t.entry.severalEntries(71, "NAME"),
      en: [": NAME.", ASK_71],
      "zh-CN": ["：NAME。", ASK_71],
    },
  ],
  "entry.sealed": [
    {
      text: (t) => t.entry.sealed({ name: "NAME", serial: 720, rosterSize: 730, drawNo: 71 }),
      en: ["NAME, you are No. 720 of 730 on the list that was sealed for draw 71."],
      "zh-CN": ["NAME，在为第 71 次抽奖封存的名单上，你是 730 个序号中的第 720 号。"],
    },
  ],
  "entry.current": [
    {
      text: (t) => t.entry.current("NAME", 71),
      en: ["NAME, you are No. 71"],
      "zh-CN": ["NAME，你在目前的名册中是第 71 号"],
    },
  ],
  "entry.gap": [
    {
      text: (t) => t.entry.gap(720, 71),
      en: ["draw 71, nobody is No. 720."],
      "zh-CN": ["第 71 次抽奖封存的名单上，第 720 号是空号"],
    },
  ],
  "entry.changed": [
    {
      text: (t) => t.entry.changed(720, 71),
      en: ["draw 71, No. 720 is not"],
      "zh-CN": ["第 71 次抽奖封存的名单上，第 720 号不是"],
    },
  ],
  "entry.erased": [
    {
      text: (t) => t.entry.erased(720, 71),
      en: ["No. 720 in draw 71"],
      "zh-CN": ["第 71 次抽奖中第 720 号"],
    },
  ],
  "entry.beyond": [
    {
      text: (t) => t.entry.beyond(730, 720, 71),
      en: ["roster of draw 71 ended with No. 720.", "number than 730"],
      "zh-CN": ["第 71 次抽奖的名册到第 720 号", "不是第 730 号"],
    },
  ],
  "entry.large": [
    {
      text: (t) => t.entry.large(71),
      en: ["roster of draw 71", "`/lottery verify 71`"],
      "zh-CN": ["第 71 次抽奖的名册", "`/lottery verify 71`"],
    },
  ],
  "entry.unsealed": [{ text: (t) => t.entry.unsealed(71), en: ["Draw 71"], "zh-CN": ["第 71 次抽奖"] }],
  "entry.notSealedYet": [
    {
      text: (t) => t.entry.notSealedYet(71),
      en: ["Draw 71 is not", "`/lottery verify 71 me`"],
      "zh-CN": ["第 71 次抽奖还没有", "`/lottery verify 71 me`"],
    },
  ],
  "entry.waiting": [
    {
      text: (t) => t.entry.waiting(71, "TIME"),
      en: ["round 71", "published TIME."],
      "zh-CN": ["第 71 轮", "公布时间 TIME。"],
    },
    {
      text: (t) => t.entry.waiting(71, undefined),
      en: ["round 71 of the public drand network."],
      "zh-CN": ["第 71 轮。"],
    },
  ],
  "entry.considered": [
    {
      text: (t) => t.entry.considered(71, undefined, "REASON"),
      en: ["The draw considered you at position 72 of the order: REASON."],
      "zh-CN": ["抽奖在抽取顺序的第 72 个位置查看了你：REASON。"],
    },
    {
      text: (t) => t.entry.considered(71, 720, "REASON"),
      en: ["The redraw in change 720", "position 72 of the order: REASON."],
      "zh-CN": ["第 720 次更改（重抽）", "第 72 个位置查看了你：REASON。"],
    },
  ],
  "entry.lost": [
    { text: (t) => t.entry.lost(71), en: ["but draw 71 claimed"], "zh-CN": ["但第 71 次抽奖抢先"] },
    { text: (t) => t.entry.lost(undefined), en: ["but another draw"], "zh-CN": ["但另一次抽奖抢先"] },
  ],
  "entry.found.won": [
    {
      text: (t) => t.entry.found.won({ draw_no: 71 }),
      en: ["already won draw 71"],
      "zh-CN": ["已在第 71 次抽奖中奖"],
    },
    { text: (t) => t.entry.found.won({}), en: ["had already won"], "zh-CN": ["此前已中奖"] },
  ],
  "entry.found.held": [
    {
      text: (t) => t.entry.found.held({ draw_no: 71 }),
      en: ["draw 71 had"],
      "zh-CN": ["被第 71 次抽奖占用"],
    },
    { text: (t) => t.entry.found.held({}), en: ["another draw had"], "zh-CN": ["被另一次抽奖占用"] },
  ],
  "entry.found.excluded": [
    {
      text: (t) => t.entry.found.excluded({ excluded_until: "2027-01-31" }),
      en: ["excluded from draws until 2027-01-31"],
      "zh-CN": ["到 2027-01-31 为止不参加抽奖"],
    },
    {
      text: (t) => t.entry.found.excluded({ excluded_until: "always" }),
      en: ["you were excluded from draws"],
      "zh-CN": ["你不参加抽奖"],
    },
  ],
  "entry.cancelled": [
    {
      text: (t) => t.entry.cancelled(71, "redraw"),
      en: ["A redraw (change 71)"],
      "zh-CN": ["重抽（第 71 次更改）"],
    },
    {
      text: (t) => t.entry.cancelled(71, "void"),
      en: ["voided later (change 71)"],
      "zh-CN": ["整次抽奖作废（第 71 次更改）"],
    },
  ],
  "entry.notVisited": [
    {
      text: (t) => t.entry.notVisited({ serial: 720, position: 729, considered: 71, isRedrawn: false }),
      en: ["the draw considered only the first 71 positions", "No. 720 is at position 730."],
      "zh-CN": ["抽奖只查看了抽取顺序的前 71 个位置", "第 720 号在第 730 个位置。"],
    },
    {
      text: (t) => t.entry.notVisited({ serial: 720, position: undefined, considered: 71, isRedrawn: true }),
      en: ["the draw and its redraws considered only the first 71 positions", "No. 720 is not there."],
      "zh-CN": ["抽奖及其重抽只查看了抽取顺序的前 71 个位置", "第 720 号不在其中。"],
    },
    {
      text: (t) => t.entry.notVisited({ serial: 720, position: 70, considered: 1, isRedrawn: false }),
      en: ["only the first position of the order", "No. 720 is at position 71."],
      "zh-CN": ["前 1 个位置", "第 720 号在第 71 个位置。"],
    },
  ],
  "entry.ofAnother": [{ text: (t) => t.entry.ofAnother(71), en: ["No. 71"], "zh-CN": ["第 71 号"] }],
  "entry.proof": [
    {
      text: (t) => t.entry.proof("RECEIPT", "NAME", 1),
      en: ["paste this text.", "seal `RECEIPT`", "posted in NAME before"],
      "zh-CN": ["粘贴下面的文字。", "封条 `RECEIPT`", "在 NAME 中发布"],
    },
    {
      text: (t) => t.entry.proof("RECEIPT", undefined, 71),
      en: ["these 71 texts", "seal is `RECEIPT`", "no channel"],
      "zh-CN": ["下面的 71 段文字", "封条是 `RECEIPT`", "没有发布"],
    },
  ],
};
