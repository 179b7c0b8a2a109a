import type { Locale } from "../../../../data/runtime/environment.ts";

/** What the organizer of the party types, in the language of the guide. */
export interface PartyWords {
  /** The spreadsheet that is imported later, and somebody in it who is new. */
  listFile: string;
  lateGuest: string;
  campaign: string;
  prizes: { name: string; value: string; quantity: number }[];
  /** The list of prizes as it is pasted into the form. */
  list: string;
  onLeave: string;
  /** The beginning of two names on the roster. */
  ambiguous: string;
  notHere: string;
  tooEarly: string;
}

function formatList(prizes: PartyWords["prizes"]): string {
  return prizes.map(({ quantity, name, value }) => `${quantity} × ${name}, ${value}`).join("\n");
}

const english = [
  { name: "Weekend in Rome", value: "1000 €", quantity: 1 },
  { name: "Headphones", value: "200 €", quantity: 5 },
  { name: "Dinner for two", value: "80 €", quantity: 20 },
];
const chinese = [
  { name: "三亚双人游", value: "¥8000", quantity: 1 },
  { name: "降噪耳机", value: "¥1500", quantity: 5 },
  { name: "双人晚餐券", value: "¥500", quantity: 20 },
];

export const partyWords: Readonly<Record<Locale, PartyWords>> = {
  en: {
    listFile: "people.csv",
    lateGuest: "Ann Lee",
    campaign: "Year-end party",
    prizes: english,
    list: formatList(english),
    onLeave: "on parental leave",
    ambiguous: "Ada A",
    notHere: "is not here",
    tooEarly: "executives took part",
  },
  "zh-CN": {
    listFile: "人员名单.csv",
    lateGuest: "李雷",
    campaign: "年会",
    prizes: chinese,
    list: formatList(chinese),
    onLeave: "休产假",
    ambiguous: "Ada A",
    notHere: "未到场",
    tooEarly: "高管参加了抽奖",
  },
};
