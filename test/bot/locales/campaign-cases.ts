import type { ArgumentCase } from "./argument-case.ts";

/** The texts with arguments about campaigns, by path. */
export const campaignCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "campaign.named": [{ text: (t) => t.campaign.named("NAME"), en: ["“NAME”"], "zh-CN": ["“NAME”"] }],
  "campaign.numbered": [
    { text: (t) => t.campaign.numbered(71), en: ["campaign 71"], "zh-CN": ["第 71 期活动"] },
  ],
  "campaign.title": [
    {
      text: (t) => t.campaign.title("NAME"),
      en: ["*Current campaign: NAME*"],
      "zh-CN": ["*当前活动：NAME*"],
    },
  ],
  "campaign.started": [
    {
      text: (t) => t.campaign.started("TIME", "NAME"),
      en: ["Started TIME by NAME"],
      "zh-CN": ["开始于 TIME，由 NAME 发起"],
    },
    { text: (t) => t.campaign.started("TIME", undefined), en: ["Started TIME"], "zh-CN": ["开始于 TIME"] },
  ],
  "campaign.totals": [
    {
      text: (t) => t.campaign.totals({ draws: 70, winners: 71 }),
      en: ["70 draws, 71 winners"],
      "zh-CN": ["抽奖 70 次，共 71 人"],
    },
    {
      text: (t) => t.campaign.totals({ draws: 1, winners: 1 }),
      en: ["One draw, one winner"],
      "zh-CN": ["抽奖 1 次，共 1 人"],
    },
  ],
  "campaign.eligible": [
    { text: (t) => t.campaign.eligible(71), en: ["71 people can"], "zh-CN": ["还有 71 人可以"] },
    { text: (t) => t.campaign.eligible(1), en: ["One person can"], "zh-CN": ["还有 1 人可以"] },
    { text: (t) => t.campaign.eligible(0), en: ["Nobody can"], "zh-CN": ["没有人可以"] },
  ],
  "campaign.running": [
    { text: (t) => t.campaign.running("71", 1), en: ["Draw 71 is"], "zh-CN": ["第 71 次"] },
    { text: (t) => t.campaign.running("70, 71", 2), en: ["Draws 70, 71 are"], "zh-CN": ["第 70, 71 次"] },
  ],
  "campaign.runningEarlier": [
    {
      text: (t) => t.campaign.runningEarlier("71", 1),
      en: ["Draw 71 is", "belongs to an earlier"],
      "zh-CN": ["第 71 次", "属于以前的活动"],
    },
    {
      text: (t) => t.campaign.runningEarlier("70, 71", 2),
      en: ["Draws 70, 71 are", "belong to an earlier"],
      "zh-CN": ["第 70, 71 次", "属于以前的活动"],
    },
  ],
  "campaign.morePrizes": [
    { text: (t) => t.campaign.morePrizes(71), en: ["71 more prizes"], "zh-CN": ["71 种"] },
    { text: (t) => t.campaign.morePrizes(1), en: ["one more prize:"], "zh-CN": ["1 种"] },
  ],
  "campaign.question": [
    { text: (t) => t.campaign.question("NAME"), en: ["“NAME”?"], "zh-CN": ["“NAME”吗？"] },
  ],
  "campaign.effect": [
    { text: (t) => t.campaign.effect("NAME"), en: ["winners of NAME."], "zh-CN": ["包括NAME的中奖者"] },
  ],
  "campaign.stays": [
    {
      text: (t) => t.campaign.stays("71", 1, "NAME"),
      en: ["Draw 71 is", "It stays in NAME."],
      "zh-CN": ["第 71 次", "属于NAME"],
    },
    {
      text: (t) => t.campaign.stays("70, 71", 2, "NAME"),
      en: ["Draws 70, 71 are", "They stay in NAME."],
      "zh-CN": ["第 70, 71 次", "属于NAME"],
    },
  ],
  "campaign.isStarted": [{ text: (t) => t.campaign.isStarted("NAME"), en: ["“NAME”"], "zh-CN": ["“NAME”"] }],
  "campaign.isRenamed": [{ text: (t) => t.campaign.isRenamed("NAME"), en: ["“NAME”"], "zh-CN": ["“NAME”"] }],
  "campaign.nameTooLong": [
    { text: (t) => t.campaign.nameTooLong(71), en: ["at most 71 characters"], "zh-CN": ["71 个字符"] },
  ],
  "seal.campaign": [
    { text: (t) => t.seal.campaign("NAME"), en: ["Campaign: NAME"], "zh-CN": ["活动：NAME"] },
  ],
  "announcement.campaign": [
    { text: (t) => t.announcement.campaign("NAME"), en: ["Campaign: NAME"], "zh-CN": ["活动：NAME"] },
  ],
  "history.campaign": [
    { text: (t) => t.history.campaign("NAME"), en: ["*Campaign: NAME*"], "zh-CN": ["*活动：NAME*"] },
  ],
  "verify.campaign": [
    { text: (t) => t.verify.campaign("NAME"), en: ["*Campaign:* NAME"], "zh-CN": ["*活动：* NAME"] },
  ],
};
