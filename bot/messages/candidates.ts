import type { KnownBlock } from "@slack/web-api";
import type { RecordedWinner } from "../../data/ledger/draw-record.ts";
import type { Texts } from "../locales/texts.ts";
import { formatLabel, type Message, section } from "./message.ts";
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

/** Maximum JSON length of the candidates in one message. Slack accepts about 13,000 characters of blocks. */
const MAX_CANDIDATES_LENGTH = 11_000;
function formatCandidate({ winner, rank, reason, value }: Candidate, texts: Texts): KnownBlock {
  const line = `${rank}. ${formatWinner(winner)}`;
  const text = reason === "" ? line : `${line}\n${texts.revision.reason(escapeMrkdwn(reason))}`;
  return {
    ...section(text),
    accessory: {
      type: "button",
      action_id: CHOOSE_BUTTON,
      text: { type: "plain_text", text: texts.redraw.choose },
      accessibility_label: formatLabel(`${texts.redraw.choose}: ${winner.employee_name}`),
      value,
    },
  };
}

/** A menu of the winners whom the caller may mean, as many as one message can hold. */
export function formatCandidates(drawNo: number, candidates: readonly Candidate[], texts: Texts): Message {
  const blocks: KnownBlock[] = [];
  let left = MAX_CANDIDATES_LENGTH;
  for (const candidate of candidates) {
    const block = formatCandidate(candidate, texts);
    left -= JSON.stringify(block).length;
    if (left < 0) break;
    blocks.push(block);
  }
  const title = texts.redraw.whichWinner(drawNo);
  const more = candidates.length - blocks.length;
  const names = candidates
    .slice(0, blocks.length)
    .map(({ rank, winner }) => `${rank}. ${formatWinner(winner)}`);
  return {
    text: [title, ...names].join("\n"),
    blocks: [
      section(title),
      ...blocks,
      ...(more > 0 ? [section(texts.redraw.moreCandidates(more, drawNo))] : []),
    ],
  };
}
