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
  "export.draw.fileName": [
    { text: (t) => t.export.draw.fileName(71), en: ["draw-71"], "zh-CN": ["draw-71"] },
  ],
  "export.draw.title": [{ text: (t) => t.export.draw.title(71), en: ["Draw 71"], "zh-CN": ["第 71 次抽奖"] }],
  "export.draw.comment": [
    { text: (t) => t.export.draw.comment(71), en: ["draw 71"], "zh-CN": ["第 71 次抽奖"] },
  ],
};
