import type { RecordedWinner } from "../../data/ledger/draw-record.ts";
import type { Texts } from "../locales/texts.ts";
import { formatChoices } from "./choices.ts";
import type { Message } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { formatWinner } from "./winner-list.ts";

export const CHOOSE_BUTTON = "lottery_redraw_choose";

/** A winner whom the caller may mean. `value` is the value of the button next to the name. */
export interface Candidate {
  winner: RecordedWinner;
  /** From 1. */
  rank: number;
  reason: string;
  value: string;
}

/** A menu of the winners whom the caller may mean, as many as one message can hold. */
export function formatCandidates(drawNo: number, candidates: readonly Candidate[], texts: Texts): Message {
  const choices = candidates.map(({ winner, rank, reason, value }) => ({
    line: `${rank}. ${formatWinner(winner)}`,
    details: reason === "" ? undefined : texts.revision.reason(escapeMrkdwn(reason)),
    name: winner.employee_name,
    value,
  }));
  return formatChoices(texts.redraw.whichWinner(drawNo), choices, {
    action: CHOOSE_BUTTON,
    choose: texts.redraw.choose,
    more: (count) => texts.redraw.moreCandidates(count, drawNo),
  });
}
