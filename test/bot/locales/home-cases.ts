import { type ArgumentCase, DRAW_71 } from "./argument-case.ts";

const WIN = { drawNo: 71, prize: "PRIZE", time: "TIME", earlierCampaign: "CAMPAIGN" };

/** The texts with arguments about the Home tab, by path. */
export const homeCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "home.campaign": [
    {
      text: (t) => t.home.campaign({ since: "TIME", draws: 71, winners: 72 }),
      en: ["Since TIME", "71 draws", "72 winners"],
      "zh-CN": ["TIME 开始", "71 次", "72 人"],
    },
    {
      text: (t) => t.home.campaign({ since: undefined, draws: 1, winners: 1 }),
      en: ["1 draw · 1 winner"],
      "zh-CN": ["1 次 · 1 人"],
    },
  ],
  "home.onRoster": [{ text: (t) => t.home.onRoster("NAME"), en: ["as NAME."], "zh-CN": ["：NAME。"] }],
  "home.obstacles.excluded": [
    {
      text: (t) => t.home.obstacles.excluded({ excluded_until: "2027-01-31" }),
      en: ["from draws until 2027-01-31."],
      "zh-CN": ["在 2027-01-31 之前"],
    },
    {
      text: (t) => t.home.obstacles.excluded({ excluded_until: "always" }),
      en: ["from draws."],
      "zh-CN": ["你目前不参与抽奖"],
    },
  ],
  "home.obstacles.won": [
    { text: (t) => t.home.obstacles.won({ draw_no: 71 }), ...DRAW_71 },
    { text: (t) => t.home.obstacles.won({}), en: ["already won, so"], "zh-CN": ["你已中奖"] },
  ],
  "home.win": [
    {
      text: (t) => t.home.win(WIN),
      en: ["*PRIZE*", "draw 71", "TIME", "CAMPAIGN"],
      "zh-CN": ["*PRIZE*", "第 71 次", "TIME", "CAMPAIGN"],
    },
    {
      text: (t) => t.home.win({ ...WIN, prize: undefined, time: undefined, earlierCampaign: "" }),
      en: ["🎁 · draw 71 · an earlier campaign"],
      "zh-CN": ["🎁 · 第 71 次抽奖 · 较早的活动"],
    },
    {
      text: (t) =>
        t.home.win({ drawNo: undefined, prize: undefined, time: undefined, earlierCampaign: undefined }),
      en: ["before the first numbered draw"],
      "zh-CN": ["抽奖编号之前"],
    },
  ],
  "home.moreWins": [
    { text: (t) => t.home.moreWins(71), en: ["71 earlier wins"], "zh-CN": ["71 次"] },
    { text: (t) => t.home.moreWins(1), en: ["1 earlier win"], "zh-CN": ["1 次"] },
  ],
  "home.severalEntries": [
    { text: (t) => t.home.severalEntries("IDS"), en: [": IDS."], "zh-CN": ["：IDS。"] },
  ],
  "home.morePrizes": [
    { text: (t) => t.home.morePrizes(71), en: ["71 more prizes"], "zh-CN": ["71 种"] },
    { text: (t) => t.home.morePrizes(1), en: ["one more prize"], "zh-CN": ["1 种"] },
  ],
  "home.asOf": [{ text: (t) => t.home.asOf("TIME"), en: ["As of TIME"], "zh-CN": ["更新于 TIME"] }],
  "home.optional": [
    {
      text: (t) => t.home.optional("ARGUMENT"),
      en: ["ARGUMENT (optional)"],
      "zh-CN": ["ARGUMENT（可不填）"],
    },
  ],
  "home.typedHint": [
    {
      text: (t) => t.home.typedHint("COMMAND"),
      en: ["type /lottery COMMAND"],
      "zh-CN": ["输入 /lottery COMMAND"],
    },
  ],
};
