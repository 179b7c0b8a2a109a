import { type ArgumentCase, DRAW_71, LINK_71 } from "./argument-case.ts";

const facts = {
  seed: "SEED",
  rosterSize: 720,
  visited: 730,
  counts: ["ONE", "TWO"],
};

/** The texts with arguments that respond to commands, by path. */
export const commandCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "help.line": [
    { text: (t) => t.help.line("NAME", "REASON"), en: ["`NAME`: REASON"], "zh-CN": ["`NAME`：REASON"] },
  ],
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
  "draw.startedSealed": [
    {
      text: (t) => t.draw.startedSealed(71, "PRIZE"),
      en: ["71 winners for *PRIZE*", "about 15 seconds"],
      "zh-CN": ["71 位", "*PRIZE*", "约 15 秒"],
    },
    {
      text: (t) => t.draw.startedSealed(1, undefined),
      en: ["of one winner."],
      "zh-CN": ["1 位中奖者。"],
    },
  ],
  "revision.sealed": [{ text: (t) => t.revision.sealed(71), ...DRAW_71 }],
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
      text: (t) => t.redraw.note(71, "NAME", "OTHER", undefined),
      en: ["Draw 71", "win of NAME was cancelled", "order: OTHER."],
      "zh-CN": ["第 71 次抽奖", "NAME 的中奖资格已取消", "递补的是 OTHER"],
    },
    {
      text: (t) => t.redraw.note(71, "NAME", "OTHER", "<@U0REQUESTER>"),
      en: ["Draw 71: <@U0REQUESTER> cancelled the win of NAME.", "order: OTHER."],
      "zh-CN": ["第 71 次抽奖：<@U0REQUESTER> 取消了 NAME 的中奖资格", "递补的是 OTHER"],
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
  "void.note": [
    { text: (t) => t.void.note(71, undefined), ...DRAW_71 },
    {
      text: (t) => t.void.note(71, "<@U0REQUESTER>"),
      en: ["Draw 71 is void: <@U0REQUESTER> cancelled all its wins."],
      "zh-CN": ["第 71 次抽奖已由 <@U0REQUESTER> 整体作废"],
    },
  ],
  "revision.receipt": [
    {
      text: (t) => t.revision.receipt("redraw", "RECEIPT"),
      en: ["this redraw `RECEIPT`"],
      "zh-CN": ["本次重抽的凭证 `RECEIPT`"],
    },
    {
      text: (t) => t.revision.receipt("void", "RECEIPT"),
      en: ["this void `RECEIPT`"],
      "zh-CN": ["作废的凭证 `RECEIPT`"],
    },
  ],
  "verify.valid": [
    {
      text: (t) => t.verify.valid(71),
      en: ["✅ *Draw 71"],
      "zh-CN": ["✅ *第 71 次抽奖"],
    },
  ],
  "verify.drawn": [
    {
      text: (t) => t.verify.drawn("TIME", "RECEIPT"),
      en: ["TIME\nReceipt of the draw `RECEIPT`"],
      "zh-CN": ["TIME\n抽奖的凭证 `RECEIPT`"],
    },
  ],
  "verify.change": [
    {
      text: (t) =>
        t.verify.change({
          number: 71,
          kind: "redraw",
          time: "TIME",
          by: "REASON",
          voided: "NAME",
          replacement: "OTHER",
        }),
      en: ["*Change 71, a redraw:* TIME, requested by REASON\n", "cancelled: NAME.", "order: OTHER."],
      "zh-CN": ["*第 71 次更改，重抽：* TIME，由 REASON 发起\n", "资格：NAME。", "递补：OTHER。"],
    },
    {
      text: (t) =>
        t.verify.change({
          number: 71,
          kind: "void",
          time: "TIME",
          by: undefined,
          voided: "NAME",
          replacement: "",
        }),
      en: ["*Change 71, a void:* TIME\nWins cancelled: NAME."],
      "zh-CN": ["*第 71 次更改，整次作废：* TIME\n取消中奖资格：NAME。"],
    },
  ],
  "verify.changesTitle": [{ text: (t) => t.verify.changesTitle(71), ...DRAW_71 }],
  "verify.lost": [
    { text: (t) => t.verify.lost(71), en: ["but draw 71 claimed"], "zh-CN": ["但第 71 次抽奖抢先"] },
    { text: (t) => t.verify.lost(undefined), en: ["but another draw"], "zh-CN": ["但另一次抽奖抢先"] },
  ],
  "verify.cancelledBy": [
    { text: (t) => t.verify.cancelledBy(71), en: ["by change 71"], "zh-CN": ["被第 71 次更改取消"] },
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
  "verify.outcomes.changed.count": [
    {
      text: (t) => t.verify.outcomes.changed.count(71),
      en: ["entry changed: 71"],
      "zh-CN": ["条目有改动：71"],
    },
  ],
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
};
