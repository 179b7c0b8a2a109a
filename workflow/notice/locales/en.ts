import { groupDigits as n } from "../../../data/runtime/group-digits.ts";
import { explainInEnglish } from "./explain-rules.ts";
import type { NoticeTexts } from "./texts.ts";

/** The texts in English. `command` is the name of the slash command. */
export const createEnglish = (command: string): NoticeTexts => ({
  subject: {
    drawn: (drawNo, winners) =>
      `Lottery draw ${drawNo}: ${n(winners)} ${winners === 1 ? "winner" : "winners"}`,
    redrawn: (drawNo) => `Lottery draw ${drawNo}: redrawn`,
    voided: (drawNo) => `Lottery draw ${drawNo}: void`,
  },
  headline: (drawNo, winners, prize) =>
    `Lottery draw ${drawNo} has ${winners === 1 ? "one winner" : `${n(winners)} winners`}${prize ? ` (${prize})` : ""}:`,
  more: (count, drawNo) =>
    `… and ${n(count)} more. To see them all, type ${command} winners ${drawNo} in Slack.`,
  drawnAt: (time, eligible) =>
    `Drawn at ${time} UTC from ${eligible === 1 ? "one eligible person" : `${n(eligible)} eligible people`}.`,
  campaign: (name) => `Campaign: ${name}`,
  rules: (facts) => `Rules: ${explainInEnglish(facts)}`,
  receipt: (receipt) => `Receipt: ${receipt}`,
  sealed: (drawNo, inChannel) =>
    `Sealed ${inChannel ? "in its channel" : "in the ledger"} before the random number existed. To verify that, type ${command} verify ${drawNo} in Slack.`,
  history: `To see all draws, type ${command} winners in Slack.`,
  redrawn: (drawNo, prize) =>
    `One winner of lottery draw ${drawNo}${prize ? ` (${prize})` : ""} was replaced:`,
  voided: (drawNo, prize) =>
    `Lottery draw ${drawNo}${prize ? ` (${prize})` : ""} is void: all its wins were cancelled.`,
  cancelled: (name, replacement) =>
    `The win of ${name} was cancelled.${replacement ? ` Next in the draw order: ${replacement}.` : ""}`,
  reason: (reason) => `Reason: ${reason}`,
  erasedPerson: "an erased person",
});
