import { type ArgumentCase, DRAW_71, LINK_71 } from "./argument-case.ts";

/** The texts with arguments that respond to commands, by path. */
export const commandCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "help.line": [
    {
      text: (t) => t.help.line("NAME", "REASON"),
      en: ["`/lottery NAME`: REASON"],
      "zh-CN": ["`/lottery NAME`：REASON"],
    },
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
  "revision.namesErased": [
    { text: (t) => t.revision.namesErased(71), en: ["draw 71"], "zh-CN": ["第 71 次抽奖"] },
  ],
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
  "redraw.erasedWinner": [
    {
      text: (t) => t.redraw.erasedWinner(71),
      en: ["draw 71", "`/lottery void 71`"],
      "zh-CN": ["第 71 次抽奖", "`/lottery void 71`"],
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
      en: ["Void draw 71?", "(REASON)", "cancelled: NAME."],
      "zh-CN": ["第 71 次抽奖整体作废", "（REASON）", "中奖者：NAME。"],
    },
    {
      text: (t) => t.void.question(71, "NAME", undefined),
      en: ["Void draw 71?\n", "cancelled: NAME."],
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
};
