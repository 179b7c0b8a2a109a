import type { Locale } from "../../data/environment.ts";

/** The words of the mail. A list is numbered outside of them. */
interface NoticeWords {
  headline: (drawNo: number, winners: number, prize: string | undefined) => string;
  more: (count: number, drawNo: number) => string;
  drawnAt: (time: string, rosterSize: number) => string;
  history: string;
}

export const noticeWords: Record<Locale, NoticeWords> = {
  en: {
    headline: (drawNo, winners, prize) =>
      `Lottery draw ${drawNo} has ${winners === 1 ? "one winner" : `${winners} winners`}${prize ? ` (${prize})` : ""}:`,
    more: (count, drawNo) => `… and ${count} more: /lottery winners ${drawNo} in Slack lists them all.`,
    drawnAt: (time, rosterSize) => `Drawn at ${time} UTC from a roster of ${rosterSize}.`,
    history: "All draws: /lottery winners in Slack.",
  },
  "zh-CN": {
    headline: (drawNo, winners, prize) =>
      `第 ${drawNo} 次抽奖共 ${winners} 位中奖者${prize ? `（${prize}）` : ""}：`,
    more: (count, drawNo) => `……以及另外 ${count} 位：在 Slack 中输入 /lottery winners ${drawNo} 查看全部。`,
    drawnAt: (time, rosterSize) => `抽奖时间：${time} UTC，名册人数：${rosterSize}。`,
    history: "全部抽奖记录：在 Slack 中输入 /lottery winners。",
  },
};
