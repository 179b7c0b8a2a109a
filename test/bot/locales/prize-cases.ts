import type { ArgumentCase } from "./argument-case.ts";

/** The texts with arguments that respond to commands, by path. */
export const prizeCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "draw.moreThanLeft": [
    {
      text: (t) => t.draw.moreThanLeft({ winners: 71, prize: "PRIZE", left: 70 }),
      en: ["71 winners of *PRIZE*", "only 70 are left"],
      "zh-CN": ["*PRIZE*", "71 位", "只剩 70 份"],
    },
    {
      text: (t) => t.draw.moreThanLeft({ winners: 1, prize: "PRIZE", left: 0 }),
      en: ["one winner of *PRIZE*", "none is left"],
      "zh-CN": ["*PRIZE*", "1 位", "没有剩余"],
    },
    {
      text: (t) => t.draw.moreThanLeft({ winners: 2, prize: "PRIZE", left: 1 }),
      en: ["2 winners of *PRIZE*", "only one is left"],
      "zh-CN": ["*PRIZE*", "2 位", "只剩 1 份"],
    },
  ],
  "draw.form.prizeOption": [
    {
      text: (t) => t.draw.form.prizeOption("PRIZE", 70, 71),
      en: ["PRIZE (70 of 71 left)"],
      "zh-CN": ["PRIZE（共 71 份，剩余 70 份）"],
    },
    {
      text: (t) => t.draw.form.prizeOption("P".repeat(150), 1_000, 1_000),
      en: ["…", "(1,000 of 1,000 left)"],
      "zh-CN": ["…", "（共 1,000 份，剩余 1,000 份）"],
    },
  ],
  "draw.form.overdraw": [
    { text: (t) => t.draw.form.overdraw(71), en: ["Only 71"], "zh-CN": ["只剩 71 份"] },
    { text: (t) => t.draw.form.overdraw(1), en: ["Only one"], "zh-CN": ["只剩 1 份"] },
    { text: (t) => t.draw.form.overdraw(0), en: ["None"], "zh-CN": ["没有剩余"] },
  ],
  "draw.form.overdrawOption": [
    { text: (t) => t.draw.form.overdrawOption(71), en: ["71 winners"], "zh-CN": ["71 位"] },
    { text: (t) => t.draw.form.overdrawOption(1), en: ["one winner"], "zh-CN": ["1 位"] },
  ],
  "draw.form.department": [
    { text: (t) => t.draw.form.department("NAME", 71), en: ["NAME (71 people)"], "zh-CN": ["NAME（71 人）"] },
    { text: (t) => t.draw.form.department("NAME", 1), en: ["NAME (1 person)"], "zh-CN": ["NAME（1 人）"] },
    {
      text: (t) => t.draw.form.department("N".repeat(150), 71),
      en: ["… (71 people)"],
      "zh-CN": ["…（71 人）"],
    },
  ],
  "draw.form.otherDepartments": [
    {
      text: (t) => t.draw.form.otherDepartments(71, 500, 150),
      en: ["71 departments are", "500 largest", "150 characters"],
      "zh-CN": ["71 个部门", "500 个部门", "150 个字符"],
    },
    {
      text: (t) => t.draw.form.otherDepartments(1, 500, 150),
      en: ["One department is"],
      "zh-CN": ["1 个部门"],
    },
  ],
  "draw.form.canWin": [
    {
      text: (t) => t.draw.form.canWin(71, "TIME"),
      en: ["*71* people can win", "TIME"],
      "zh-CN": ["*71* 人可以中奖", "TIME"],
    },
    { text: (t) => t.draw.form.canWin(1, "TIME"), en: ["*One* person", "TIME"], "zh-CN": ["*1* 人", "TIME"] },
    { text: (t) => t.draw.form.canWin(0, "TIME"), en: ["Nobody", "TIME"], "zh-CN": ["没有人", "TIME"] },
  ],
  "draw.form.preview": [
    {
      text: (t) => t.draw.form.preview({ prize: "PRIZE", winners: 71, campaign: "NAME" }),
      en: ["(NAME)", "*PRIZE*: 71 winners"],
      "zh-CN": ["（NAME）", "*PRIZE*：71 位"],
    },
    {
      text: (t) => t.draw.form.preview({ prize: undefined, winners: 1, campaign: undefined }),
      en: ["🎉 one winner"],
      "zh-CN": ["🎉 1 位"],
    },
  ],
  "draw.form.started": [
    {
      text: (t) => t.draw.form.started({ winners: 71, prize: "PRIZE", channel: "CHANNEL", isSealed: true }),
      en: ["71 winners of *PRIZE*", "CHANNEL", "about 15 seconds"],
      "zh-CN": ["71 位", "*PRIZE*", "CHANNEL", "约 15 秒"],
    },
    {
      text: (t) => t.draw.form.started({ winners: 1, prize: undefined, channel: "CHANNEL", isSealed: false }),
      en: ["Drawing one winner.", "CHANNEL", "in a moment"],
      "zh-CN": ["1 位中奖者。", "CHANNEL", "稍后"],
    },
  ],
  "draw.form.errors.overdraw": [
    { text: (t) => t.draw.form.errors.overdraw(71), en: ["71 or fewer"], "zh-CN": ["不超过 71"] },
    { text: (t) => t.draw.form.errors.overdraw(0), en: ["another prize"], "zh-CN": ["其他奖品"] },
  ],
  "draw.form.errors.tooFew": [
    { text: (t) => t.draw.form.errors.tooFew(71), en: ["Only 71 people"], "zh-CN": ["只有 71 人"] },
    { text: (t) => t.draw.form.errors.tooFew(1), en: ["Only one person"], "zh-CN": ["只有 1 人"] },
    { text: (t) => t.draw.form.errors.tooFew(0), en: ["Nobody"], "zh-CN": ["没有人"] },
  ],
  "prizes.campaign": [
    {
      text: (t) => t.prizes.campaign("NAME"),
      en: ["*Prizes of NAME*"],
      "zh-CN": ["*NAME的奖品*"],
    },
    { text: (t) => t.prizes.campaign(undefined), en: ["*Prizes*"], "zh-CN": ["*奖品*"] },
  ],
  "prizes.prize": [
    {
      text: (t) => t.prizes.prize({ name: "PRIZE", value: "VALUE", quantity: 71, left: 70, drawn: 1 }),
      en: ["*PRIZE* (VALUE): 70 of 71 left"],
      "zh-CN": ["*PRIZE*（VALUE）：共 71 份，剩余 70 份"],
    },
    {
      text: (t) => t.prizes.prize({ name: "PRIZE", value: undefined, quantity: 71, left: 0, drawn: 72 }),
      en: ["*PRIZE*: 0 of 71 left (72 drawn)"],
      "zh-CN": ["*PRIZE*：共 71 份，剩余 0 份（已抽出 72 份）"],
    },
  ],
  "prizes.total": [
    {
      text: (t) => t.prizes.total({ left: 70, quantity: 71 }),
      en: ["70 of 71 left"],
      "zh-CN": ["共 71 份，剩余 70 份"],
    },
  ],
  "prizes.listPart": [{ text: (t) => t.prizes.listPart(71), en: ["part 71"], "zh-CN": ["第 71 部分"] }],
  "prizes.errors.line": [
    {
      text: (t) => t.prizes.errors.line(71, "TEXT", "REASON"),
      en: ["Line 71 (TEXT): REASON"],
      "zh-CN": ["第 71 行（TEXT）：REASON"],
    },
  ],
  "prizes.errors.more": [
    { text: (t) => t.prizes.errors.more(71), en: ["71 more lines"], "zh-CN": ["71 行"] },
    { text: (t) => t.prizes.errors.more(1), en: ["One more line"], "zh-CN": ["1 行"] },
  ],
  "prizes.errors.tooMany": [
    { text: (t) => t.prizes.errors.tooMany(71), en: ["at most 71 prizes"], "zh-CN": ["71 个奖品"] },
  ],
  "prizes.errors.hasWinners": [
    {
      text: (t) => t.prizes.errors.hasWinners("PRIZE", 71),
      en: ["“PRIZE”", "71 winners"],
      "zh-CN": ["“PRIZE”", "71 名中奖者"],
    },
    {
      text: (t) => t.prizes.errors.hasWinners("PRIZE", 1),
      en: ["“PRIZE”", "a winner"],
      "zh-CN": ["“PRIZE”", "1 名中奖者"],
    },
  ],
};
