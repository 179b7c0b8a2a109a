import type { Locale } from "../../data/environment.ts";

/** The words of the mail. A list is numbered outside of them. */
interface NoticeWords {
  headline: (drawNo: number, winners: number, prize: string | undefined) => string;
  more: (count: number, drawNo: number) => string;
  drawnAt: (time: string, rosterSize: number) => string;
  receipt: (receipt: string) => string;
  history: string;
  redrawn: (drawNo: number, prize: string | undefined) => string;
  voided: (drawNo: number, prize: string | undefined) => string;
  takenBack: (name: string, replacement: string | undefined) => string;
  reason: (reason: string) => string;
}

export const noticeWords: Record<Locale, NoticeWords> = {
  en: {
    headline: (drawNo, winners, prize) =>
      `Lottery draw ${drawNo} has ${winners === 1 ? "one winner" : `${winners} winners`}${prize ? ` (${prize})` : ""}:`,
    more: (count, drawNo) => `… and ${count} more: /lottery winners ${drawNo} in Slack lists them all.`,
    drawnAt: (time, rosterSize) => `Drawn at ${time} UTC from a roster of ${rosterSize}.`,
    receipt: (receipt) => `Receipt: ${receipt}`,
    history: "All draws: /lottery winners in Slack.",
    redrawn: (drawNo, prize) =>
      `A win of lottery draw ${drawNo}${prize ? ` (${prize})` : ""} was drawn again:`,
    voided: (drawNo, prize) =>
      `Lottery draw ${drawNo}${prize ? ` (${prize})` : ""} was taken back as a whole.`,
    takenBack: (name, replacement) =>
      `The win of ${name} was taken back.${replacement ? ` ${replacement} is next on the same walk and wins instead.` : ""}`,
    reason: (reason) => `Reason: ${reason}`,
  },
  "zh-CN": {
    headline: (drawNo, winners, prize) =>
      `第 ${drawNo} 次抽奖共 ${winners} 位中奖者${prize ? `（${prize}）` : ""}：`,
    more: (count, drawNo) => `……以及另外 ${count} 位：在 Slack 中输入 /lottery winners ${drawNo} 查看全部。`,
    drawnAt: (time, rosterSize) => `抽奖时间：${time} UTC，名册人数：${rosterSize}。`,
    receipt: (receipt) => `凭证：${receipt}`,
    history: "全部抽奖记录：在 Slack 中输入 /lottery winners。",
    redrawn: (drawNo, prize) => `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}有一个名额重新抽取：`,
    voided: (drawNo, prize) => `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}已整体作废。`,
    takenBack: (name, replacement) =>
      `${name} 的中奖资格已取消。${replacement ? `按同一顺序递补的中奖者是 ${replacement}。` : ""}`,
    reason: (reason) => `原因：${reason}`,
  },
};
