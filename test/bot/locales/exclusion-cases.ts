import { type ArgumentCase, DRAW_71 } from "./argument-case.ts";

const DAY = "2071-01-31";

/** The texts with arguments about people who are excluded, by path. */
export const exclusionCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "exclude.moreChoices": [{ text: (t) => t.exclude.moreChoices(71), en: ["71 more"], "zh-CN": ["71 人"] }],
  "exclude.tooMany": [{ text: (t) => t.exclude.tooMany(71), en: ["71 people"], "zh-CN": ["71 人"] }],
  "exclude.ambiguousDay": [
    {
      text: (t) => t.exclude.ambiguousDay("MONTHFIRST", "DAYFIRST"),
      en: ["MONTHFIRST or DAYFIRST", "`until MONTHFIRST` or `until DAYFIRST`"],
      "zh-CN": ["MONTHFIRST 还是 DAYFIRST", "`until MONTHFIRST` 或 `until DAYFIRST`"],
    },
  ],
  "exclude.past": [{ text: (t) => t.exclude.past(DAY), en: [DAY], "zh-CN": [DAY] }],
  "exclude.reasonTooLong": [
    { text: (t) => t.exclude.reasonTooLong(71), en: ["71 characters"], "zh-CN": ["71 个字符"] },
  ],
  "exclude.excluded": [
    {
      text: (t) => t.exclude.excluded("NAME", DAY),
      en: ["NAME is now", `until ${DAY}, including`],
      "zh-CN": ["NAME 从现在起", `直到 ${DAY}（含`],
    },
    {
      text: (t) => t.exclude.excluded("NAME", "always"),
      en: ["NAME is now excluded from all draws. "],
      "zh-CN": ["NAME 从现在起不参加任何抽奖。"],
    },
  ],
  "exclude.reason": [{ text: (t) => t.exclude.reason("REASON"), en: [": REASON"], "zh-CN": ["：REASON"] }],
  "exclude.howToInclude": [
    {
      text: (t) => t.exclude.howToInclude("ID"),
      en: ["`/lottery include ID`"],
      "zh-CN": ["`/lottery include ID`"],
    },
  ],
  "exclude.included": [
    { text: (t) => t.exclude.included("NAME"), en: ["NAME is no longer"], "zh-CN": ["NAME 已取消"] },
  ],
  "exclude.notExcluded": [
    { text: (t) => t.exclude.notExcluded("NAME"), en: ["NAME is not"], "zh-CN": ["NAME 没有"] },
  ],
  "exclude.includedButOptedOut": [
    {
      text: (t) => t.exclude.includedButOptedOut("NAME"),
      en: ["NAME is no longer excluded", "also opted out", "`/lottery me`"],
      "zh-CN": ["NAME 不再被排除", "自行退出", "`/lottery me`"],
    },
  ],
  "exclude.hasOptedOut": [
    {
      text: (t) => t.exclude.hasOptedOut("NAME"),
      en: ["NAME is not excluded", "has opted out", "Nothing was changed"],
      "zh-CN": ["NAME 没有被排除", "自行退出", "没有做任何改动"],
    },
  ],
  "exclude.optedOutLine": [
    {
      text: (t) => t.exclude.optedOutLine("NAME"),
      en: ["NAME: opted out", "`/lottery me`"],
      "zh-CN": ["NAME：自行退出", "`/lottery me`"],
    },
  ],
  "exclude.running": [{ text: (t) => t.exclude.running(71), ...DRAW_71 }],
  "exclude.runningSealed": [{ text: (t) => t.exclude.runningSealed(71), ...DRAW_71 }],
  "exclude.title": [
    { text: (t) => t.exclude.title(71), en: ["71 people are"], "zh-CN": ["71 人"] },
    { text: (t) => t.exclude.title(1), en: ["One person is"], "zh-CN": ["1 人"] },
  ],
  "exclude.line": [
    {
      text: (t) => t.exclude.line("NAME", DAY, "REASON"),
      en: [`NAME: until ${DAY}`, "REASON"],
      "zh-CN": [`NAME：直到 ${DAY}`, "REASON"],
    },
    {
      text: (t) => t.exclude.line("NAME", "always", undefined),
      en: ["NAME: for good"],
      "zh-CN": ["NAME：长期"],
    },
  ],
};
