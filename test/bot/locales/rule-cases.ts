import type { ArgumentCase } from "./argument-case.ts";

/** The texts with arguments about the rules of draws, by path. */
export const ruleCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  rules: [
    {
      text: (t) =>
        t.rules({
          departments: { kind: "only", names: ["NAME", "PRIZE"], more: 71 },
          joinedBefore: "2071-01-31",
          again: true,
        }),
      en: ["only for NAME, PRIZE and 71 more", "joined before 2071-01-31", "earlier winners"],
      "zh-CN": ["仅限 NAME、PRIZE等 73 个部门", "2071-01-31 之前", "可以再次中奖"],
    },
    {
      text: (t) =>
        t.rules({
          departments: { kind: "not", names: ["NAME"], more: 0 },
          joinedBefore: undefined,
          again: false,
        }),
      en: ["everybody except NAME"],
      "zh-CN": ["NAME 除外"],
    },
  ],
  "seal.rules": [{ text: (t) => t.seal.rules("REASON"), en: ["Rules: REASON"], "zh-CN": ["规则：REASON"] }],
  "verify.proved.rules": [
    { text: (t) => t.verify.proved.rules("REASON"), en: [": REASON."], "zh-CN": ["：REASON。"] },
  ],
};
