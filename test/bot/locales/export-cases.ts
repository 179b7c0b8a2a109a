import type { ArgumentCase } from "./argument-case.ts";

const CODE = { en: ["(`CODE`)"], "zh-CN": ["（`CODE`）"] };
const NO_CODE = { en: ["nothing was sent"], "zh-CN": ["没有发送"] };

/** The texts with arguments about exported files, by path. */
export const exportCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
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
