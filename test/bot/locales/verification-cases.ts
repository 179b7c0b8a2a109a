import { type ArgumentCase, DRAW_71 } from "./argument-case.ts";

/** The texts with arguments of verifications, by path. */
export const verificationCases: Readonly<Record<string, readonly ArgumentCase[]>> = {
  "verify.valid": [
    {
      text: (t) => t.verify.valid(71),
      en: ["✅ *Draw 71"],
      "zh-CN": ["✅ *第 71 次抽奖"],
    },
  ],
  "verify.drawn": [{ text: (t) => t.verify.drawn("TIME"), en: ["draw:* TIME"], "zh-CN": ["抽奖：* TIME"] }],
  "verify.receipt": [
    {
      text: (t) => t.verify.receipt("RECEIPT"),
      en: ["Receipt of the draw `RECEIPT`"],
      "zh-CN": ["抽奖的凭证 `RECEIPT`"],
    },
  ],
  "verify.seal": [
    {
      text: (t) => t.verify.seal("RECEIPT", { time: "TIME", isLate: false }),
      en: ["Seal `RECEIPT`, posted TIME"],
      "zh-CN": ["封条 `RECEIPT`，公布于 TIME"],
    },
    {
      text: (t) => t.verify.seal("RECEIPT", { time: "TIME", isLate: true }),
      en: ["Seal `RECEIPT`, posted TIME, too late"],
      "zh-CN": ["封条 `RECEIPT`，公布于 TIME，太晚"],
    },
    {
      text: (t) => t.verify.seal("RECEIPT", undefined),
      en: ["Seal `RECEIPT`, not posted"],
      "zh-CN": ["封条 `RECEIPT`，未公布"],
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
  "verify.proved.sealed": [
    {
      text: (t) => t.verify.proved.sealed({ seconds: 71, isRosterSealed: true }),
      en: ["The list of people and the rules", "71 seconds before"],
      "zh-CN": ["人员名单和规则在", "之前 71 秒就"],
    },
    {
      text: (t) => t.verify.proved.sealed({ seconds: 1, isRosterSealed: false }),
      en: ["The size of the list and the rules", "1 second before"],
      "zh-CN": ["名单大小和规则在", "之前 1 秒就"],
    },
  ],
  "verify.proved.earlierSeals": [
    {
      text: (t) => t.verify.proved.earlierSeals(71),
      en: ["71 earlier seals were"],
      "zh-CN": ["有 71 个封条"],
    },
    { text: (t) => t.verify.proved.earlierSeals(1), en: ["An earlier seal was"], "zh-CN": ["有 1 个封条"] },
  ],
  "verify.proved.random": [
    {
      text: (t) => t.verify.proved.random({ round: 71, time: "TIME" }),
      en: ["drand published it TIME as round 71"],
      "zh-CN": ["drand 于 TIME 公布为第 71 轮"],
    },
  ],
  "verify.proved.order": [
    { text: (t) => t.verify.proved.order(true), en: ["the seal had fixed"], "zh-CN": ["封条早已固定"] },
    { text: (t) => t.verify.proved.order(false), en: ["The seed decides"], "zh-CN": ["由种子决定"] },
  ],
  "verify.proved.winners": [
    { text: (t) => t.verify.proved.winners(71), en: ["71 people won"], "zh-CN": ["有 71 人中奖"] },
    { text: (t) => t.verify.proved.winners(1), en: ["One person won"], "zh-CN": ["有 1 人中奖"] },
  ],
  "verify.proved.onList": [
    {
      text: (t) => t.verify.proved.onList(71),
      en: ["the list of 71 exactly"],
      "zh-CN": ["在 71 人的名单上"],
    },
  ],
  "verify.skipped": [
    {
      text: (t) => t.verify.skipped(["ONE", "TWO"]),
      en: ["Skipped: ONE, TWO."],
      "zh-CN": ["跳过：ONE，TWO。"],
    },
  ],
  "verify.skippedFor.changed": [
    { text: (t) => t.verify.skippedFor.changed(71), en: ["71 entries changed"], "zh-CN": ["71 个条目"] },
    { text: (t) => t.verify.skippedFor.changed(1), en: ["one entry changed"], "zh-CN": ["1 个条目"] },
  ],
  "verify.skippedFor.gap": [
    { text: (t) => t.verify.skippedFor.gap(71), en: ["71 serials without"], "zh-CN": ["71 个空号"] },
    { text: (t) => t.verify.skippedFor.gap(1), en: ["one serial without"], "zh-CN": ["1 个空号"] },
  ],
  "verify.skippedFor.left": [
    { text: (t) => t.verify.skippedFor.left(71), en: ["71 who had left"], "zh-CN": ["71 人已离职"] },
  ],
  "verify.skippedFor.excluded": [
    {
      text: (t) => t.verify.skippedFor.excluded(71),
      en: ["71 who were excluded"],
      "zh-CN": ["71 人不参加抽奖"],
    },
    { text: (t) => t.verify.skippedFor.excluded(1), en: ["1 who was excluded"], "zh-CN": ["1 人不参加抽奖"] },
  ],
  "verify.skippedFor.opted_out": [
    {
      text: (t) => t.verify.skippedFor.opted_out(71),
      en: ["71 who had opted out"],
      "zh-CN": ["71 人自行退出"],
    },
  ],
  "verify.skippedFor.department": [
    {
      text: (t) => t.verify.skippedFor.department(71),
      en: ["71 of other departments"],
      "zh-CN": ["71 人属于其他部门"],
    },
  ],
  "verify.skippedFor.joined": [
    {
      text: (t) => t.verify.skippedFor.joined(71),
      en: ["71 who joined too late"],
      "zh-CN": ["71 人入职太晚"],
    },
  ],
  "verify.skippedFor.won": [
    {
      text: (t) => t.verify.skippedFor.won(71),
      en: ["71 who had already won"],
      "zh-CN": ["71 人此前已中奖"],
    },
  ],
  "verify.skippedFor.held": [
    { text: (t) => t.verify.skippedFor.held(71), en: ["71 claimed by"], "zh-CN": ["71 人被其他抽奖占用"] },
  ],
  "verify.skippedFor.lost": [
    { text: (t) => t.verify.skippedFor.lost(71), en: ["71 lost to"], "zh-CN": ["71 人被其他抽奖抢先"] },
  ],
  "verify.notProved.largeList": [
    { text: (t) => t.verify.notProved.largeList(71), en: ["It has 71 serials"], "zh-CN": ["它有 71 个序号"] },
  ],
  "verify.notProved.erased": [
    { text: (t) => t.verify.notProved.erased(71), en: ["names of 71 people"], "zh-CN": ["有 71 人的姓名"] },
    { text: (t) => t.verify.notProved.erased(1), en: ["names of one person"], "zh-CN": ["有 1 人的姓名"] },
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
  "verify.order": [
    {
      text: (t) => t.verify.order({ seed: "SEED", rosterSize: 720, visited: 730, round: 71 }),
      en: ["Seed `SEED`", "round 71 of", "serial: 720.", "considered: 730."],
      "zh-CN": ["种子 `SEED`", "第 71 轮", "最大序号 720", "共查看 730 个位置"],
    },
    {
      text: (t) => t.verify.order({ seed: "SEED", rosterSize: 720, visited: 730, round: undefined }),
      en: ["Seed `SEED`. Highest serial: 720.", "considered: 730."],
      "zh-CN": ["种子 `SEED`。最大序号 720", "共查看 730 个位置"],
    },
  ],
  "verify.outcomes.won": [
    {
      text: (t) => t.verify.outcomes.won({ draw_no: 71 }),
      en: ["already won draw 71"],
      "zh-CN": ["已在第 71 次抽奖中奖"],
    },
  ],
  "verify.outcomes.excluded": [
    {
      text: (t) => t.verify.outcomes.excluded({ excluded_until: "2027-01-31" }),
      en: ["is excluded until 2027-01-31"],
      "zh-CN": ["到 2027-01-31 为止不参加抽奖"],
    },
    {
      text: (t) => t.verify.outcomes.excluded({ excluded_until: "always" }),
      en: ["is excluded"],
      "zh-CN": ["不参加抽奖"],
    },
  ],
  "verify.outcomes.held": [
    {
      text: (t) => t.verify.outcomes.held({ draw_no: 71 }),
      en: ["claimed by draw 71"],
      "zh-CN": ["被第 71 次抽奖占用"],
    },
  ],
};
