import { groupDigits as n } from "../../../data/runtime/group-digits.ts";
import { explainInChinese } from "./explain-rules.ts";
import type { NoticeTexts } from "./texts.ts";

/** The texts in Chinese. `command` is the name of the slash command. */
export const createChinese = (command: string): NoticeTexts => ({
  subject: {
    drawn: (drawNo, winners) =>
      `Lottery draw ${drawNo}: ${n(winners)} ${winners === 1 ? "winner" : "winners"}`,
    redrawn: (drawNo) => `Lottery draw ${drawNo}: redrawn`,
    voided: (drawNo) => `Lottery draw ${drawNo}: void`,
  },
  headline: (drawNo, winners, prize) =>
    `第 ${drawNo} 次抽奖共 ${n(winners)} 位中奖者${prize ? `（${prize}）` : ""}：`,
  more: (count, drawNo) =>
    `……以及另外 ${n(count)} 位。在 Slack 中输入 ${command} winners ${drawNo} 查看全部。`,
  drawnAt: (time, eligible) => `抽奖时间：${time} UTC，可中奖人数：${n(eligible)}。`,
  campaign: (name) => `活动：${name}`,
  rules: (facts) => `规则：${explainInChinese(facts)}`,
  receipt: (receipt) => `凭证：${receipt}`,
  sealed: (drawNo, inChannel) =>
    `在随机数出现之前已封存于${inChannel ? "频道中" : "抽奖记录中"}。在 Slack 中输入 ${command} verify ${drawNo} 验证。`,
  history: `在 Slack 中输入 ${command} winners 查看历次抽奖。`,
  redrawn: (drawNo, prize) => `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}有一位中奖者被替换：`,
  voided: (drawNo, prize) =>
    `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}已整体作废，全部中奖资格均已取消。`,
  cancelled: (name, replacement) =>
    `${name} 的中奖资格已取消。${replacement ? `按抽奖顺序由 ${replacement} 递补。` : ""}`,
  reason: (reason) => `原因：${reason}`,
  erasedPerson: "已删除的人员",
});
