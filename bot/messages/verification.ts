import { outcomeNames, type VisitedPosition } from "../../workflow/draw/eligibility.ts";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { type Fault, verifyDraw } from "../../workflow/draw/verify-draw.ts";
import type { Texts } from "../locales/texts.ts";
import { button, fillSections, type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

export const POSITIONS_BUTTON = "lottery_verify_positions";

const POSITIONS_PER_MESSAGE = 40;
const FAULTS_SHOWN = 20;

/** All positions that the draw and then its revisions visited. */
function allPositions(draw: ExportedDraw): VisitedPosition[] {
  return [...draw.positions, ...draw.revisions.flatMap(({ positions }) => positions)];
}

function formatFault({ fault, position, revision }: Fault, texts: Texts): string {
  return `• ${texts.verify.faults[fault]}${texts.verify.where(position, revision)}`;
}

function formatFaults(faults: readonly Fault[], texts: Texts): string {
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => formatFault(fault, texts));
  if (faults.length > FAULTS_SHOWN) lines.push(`• ${texts.history.more(faults.length - FAULTS_SHOWN)}`);
  return lines.join("\n");
}

function formatFacts(draw: ExportedDraw, texts: Texts): string {
  const positions = allPositions(draw);
  const counts = outcomeNames.toReversed().map((name) => {
    const count = positions.filter(({ outcome }) => outcome === name).length;
    return texts.verify.outcomes[name].count(count);
  });
  return texts.verify.facts({
    seed: draw.seed,
    rosterSize: draw.roster_size,
    visited: positions.length,
    counts,
  });
}

/** Whether a draw is valid, and from what its winners follow, or what is wrong. */
export function formatVerification(draw: ExportedDraw, texts: Texts): Message {
  const faults = verifyDraw(draw);
  const isValid = faults.length === 0;
  const receipt = formatReceipt(draw.revisions.at(-1)?.receipt ?? draw.receipt);
  const verdict = isValid ? texts.verify.valid(draw.draw_no, receipt) : texts.verify.invalid(draw.draw_no);
  const details = isValid ? formatFacts(draw, texts) : formatFaults(faults, texts);
  return {
    text: `${verdict}\n${details}`,
    blocks: [
      section(verdict),
      section(details),
      button(POSITIONS_BUTTON, texts.verify.showPositions, `${draw.draw_no}:0`),
    ],
  };
}

/** Lists the positions that were visited, each with its person and outcome. `from` is the first one listed, from 0. */
export function formatPositions(draw: ExportedDraw, from: number, texts: Texts): Message {
  const names = new Map<string | undefined, string>(
    [draw, ...draw.revisions].flatMap(({ winners }) =>
      winners.map(({ employee_id, employee_name }) => [employee_id, employee_name] as const),
    ),
  );
  const positions = allPositions(draw);
  const title = texts.verify.positionsTitle(draw.draw_no);
  const lines = positions.slice(from, from + POSITIONS_PER_MESSAGE).map((visited, i) => {
    const { lottery_serial, outcome, employee_id, draw_no } = visited;
    const who = employee_id === undefined ? "" : ` · ${escapeMrkdwn(names.get(employee_id) ?? employee_id)}`;
    return `${from + i + 1}. №${lottery_serial}${who} · ${texts.verify.outcomes[outcome].found(draw_no)}`;
  });
  const { sections, taken } = fillSections(lines);
  const next = from + taken;
  return {
    text: [title, ...sections].join("\n"),
    blocks: [
      section(title),
      ...sections.map(section),
      ...(next < positions.length
        ? [button(POSITIONS_BUTTON, texts.verify.morePositions, `${draw.draw_no}:${next}`)]
        : []),
    ],
  };
}
