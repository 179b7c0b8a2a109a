import type { ArgumentCase } from "./argument-case.ts";

const CODE = { en: ["(`CODE`)"], "zh-CN": ["（`CODE`）"] };
const NO_CODE = { en: ["nothing was sent"], "zh-CN": ["没有发送"] };

/** The texts with arguments about exported files and hand-overs, by path. */
export const exportCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "handed.doneBy": [
    {
      text: (t) => t.handed.doneBy("TIME", "NAME"),
      en: ["TIME by NAME"],
      "zh-CN": ["（TIME，由 NAME 标记）"],
    },
    { text: (t) => t.handed.doneBy("TIME", undefined), en: ["TIME"], "zh-CN": ["（TIME）"] },
  ],
  "handed.title": [
    {
      text: (t) => t.handed.title(71, 72, 73),
      en: ["Draw 71", "72 of 73"],
      "zh-CN": ["第 71 次抽奖", "72/73"],
    },
  ],
  "handed.marked": [
    {
      text: (t) => t.handed.marked(71, "NAME"),
      en: ["NAME in draw 71 is marked"],
      "zh-CN": ["NAME 在第 71 次抽奖", "已标记"],
    },
  ],
  "handed.notMarked": [
    {
      text: (t) => t.handed.notMarked(71, "NAME"),
      en: ["NAME in draw 71 is not marked"],
      "zh-CN": ["NAME 在第 71 次抽奖", "没有标记"],
    },
  ],
  "handed.warn": [
    {
      text: (t) => t.handed.warn("TIME", "NAME"),
      en: ["(TIME, by NAME)"],
      "zh-CN": ["（TIME，由 NAME 标记）"],
    },
    { text: (t) => t.handed.warn("TIME", undefined), en: ["(TIME)"], "zh-CN": ["（TIME）"] },
  ],
  "handed.warnSeveral": [
    { text: (t) => t.handed.warnSeveral(71), en: ["71 prizes"], "zh-CN": ["71 份奖品"] },
  ],
  "export.refused.token": [
    { text: (t) => t.export.refused.token("CODE"), ...CODE },
    { text: (t) => t.export.refused.token(undefined), ...NO_CODE },
  ],
  "export.refused.recipient": [
    { text: (t) => t.export.refused.recipient("CODE"), ...CODE },
    { text: (t) => t.export.refused.recipient(undefined), ...NO_CODE },
  ],
  "export.refused.forbidden": [
    { text: (t) => t.export.refused.forbidden("CODE"), ...CODE },
    { text: (t) => t.export.refused.forbidden(undefined), ...NO_CODE },
  ],
  "export.refused.other": [
    { text: (t) => t.export.refused.other("CODE"), ...CODE },
    { text: (t) => t.export.refused.other(undefined), ...NO_CODE },
  ],
  "export.winners.fileName": [
    {
      text: (t) => t.export.winners.fileName(71, "2026-12-31"),
      en: ["71-2026-12-31"],
      "zh-CN": ["71-2026-12-31"],
    },
  ],
  "export.winners.title": [
    { text: (t) => t.export.winners.title("NAME"), en: [": NAME"], "zh-CN": ["：NAME"] },
    { text: (t) => t.export.winners.title(undefined), en: ["Winners"], "zh-CN": ["中奖名单"] },
  ],
  "export.winners.comment": [
    {
      text: (t) =>
        t.export.winners.comment({ campaign: "NAME", wins: 71, draws: 72, voided: 74, newest: 73 }),
      en: ["*NAME*", "71 wins in 72 draws", "draw 73. 74 more draws are void."],
      "zh-CN": ["*NAME*", "72 次抽奖", "71 个", "第 73 次抽奖"],
    },
    {
      text: (t) =>
        t.export.winners.comment({ campaign: undefined, wins: 1, draws: 1, voided: 1, newest: 73 }),
      en: ["this campaign", "one win in one draw", "draw 73"],
      "zh-CN": ["本期活动", "第 73 次抽奖"],
    },
  ],
  "export.winners.tooMany": [
    {
      text: (t) => t.export.winners.tooMany(71, 72),
      en: ["71 wins", "most 72"],
      "zh-CN": ["71 个", "最多 72"],
    },
  ],
  "export.draw.fileName": [
    { text: (t) => t.export.draw.fileName(71), en: ["draw-71"], "zh-CN": ["draw-71"] },
  ],
  "export.draw.title": [{ text: (t) => t.export.draw.title(71), en: ["Draw 71"], "zh-CN": ["第 71 次抽奖"] }],
  "export.draw.comment": [
    { text: (t) => t.export.draw.comment(71), en: ["draw 71"], "zh-CN": ["第 71 次抽奖"] },
  ],
};
