import type { Locale } from "../../data/runtime/environment.ts";

/** The words of the mail. A list is numbered outside of them. */
interface NoticeTexts {
  headline: (drawNo: number, winners: number, prize: string | undefined) => string;
  more: (count: number, drawNo: number) => string;
  drawnAt: (time: string, eligible: number) => string;
  receipt: (receipt: string) => string;
  history: string;
  redrawn: (drawNo: number, prize: string | undefined) => string;
  voided: (drawNo: number, prize: string | undefined) => string;
  takenBack: (name: string, replacement: string | undefined) => string;
  reason: (reason: string) => string;
}

export const noticeTexts: Record<Locale, NoticeTexts> = {
  en: {
    headline: (drawNo, winners, prize) =>
      `Lottery draw ${drawNo} has ${winners === 1 ? "one winner" : `${winners} winners`}${prize ? ` (${prize})` : ""}:`,
    more: (count, drawNo) => `… and ${count} more: /lottery winners ${drawNo} in Slack lists them all.`,
    drawnAt: (time, eligible) =>
      `Drawn at ${time} UTC from ${eligible === 1 ? "one person" : `${eligible} people`} who could win.`,
    receipt: (receipt) => `Receipt: ${receipt}`,
    history: "All draws: /lottery winners in Slack.",
    redrawn: (drawNo, prize) =>
      `One winner of lottery draw ${drawNo}${prize ? ` (${prize})` : ""} was replaced:`,
    voided: (drawNo, prize) =>
      `Lottery draw ${drawNo}${prize ? ` (${prize})` : ""} is void: all its wins were cancelled.`,
    takenBack: (name, replacement) =>
      `The win of ${name} was cancelled.${replacement ? ` Next in the draw order: ${replacement}.` : ""}`,
    reason: (reason) => `Reason: ${reason}`,
  },
  "zh-CN": {
    headline: (drawNo, winners, prize) =>
      `第 ${drawNo} 次抽奖共 ${winners} 位中奖者${prize ? `（${prize}）` : ""}：`,
    more: (count, drawNo) => `……以及另外 ${count} 位：在 Slack 中输入 /lottery winners ${drawNo} 查看全部。`,
    drawnAt: (time, eligible) => `抽奖时间：${time} UTC，可中奖人数：${eligible}。`,
    receipt: (receipt) => `凭证：${receipt}`,
    history: "全部抽奖记录：在 Slack 中输入 /lottery winners。",
    redrawn: (drawNo, prize) => `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}有一个名额重新抽取：`,
    voided: (drawNo, prize) => `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}已整体作废。`,
    takenBack: (name, replacement) =>
      `${name} 的中奖资格已取消。${replacement ? `按同一顺序递补的中奖者是 ${replacement}。` : ""}`,
    reason: (reason) => `原因：${reason}`,
  },
};
