import type { VisitedPosition } from "../../data/people/visited-position.ts";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { type Fault, verifyDraw } from "../../workflow/draw/verify-draw.ts";
import type { Texts } from "../locales/texts.ts";
import { button, fillSections, type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

export const POSITIONS_BUTTON = "lottery_verify_places";

/** So many positions are listed in one message. */
const POSITIONS_PER_MESSAGE = 40;
const FAULTS_SHOWN = 20;

/** All positions visited, by the draw and then by its revisions. */
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

/** Whether a draw fits its record, and what it followed from. */
export function formatVerification(draw: ExportedDraw, texts: Texts): Message {
  const faults = verifyDraw(draw);
  const positions = allPositions(draw);
  const count = (outcome: VisitedPosition["outcome"]) =>
    positions.filter((position) => position.outcome === outcome).length;
  const receipt = formatReceipt(draw.revisions.at(-1)?.receipt ?? draw.receipt);
  const verdict =
    faults.length === 0 ? texts.verify.fits(draw.draw_no, receipt) : texts.verify.differs(draw.draw_no);
  const facts =
    faults.length === 0
      ? texts.verify.facts({
          seed: draw.seed,
          rosterSize: draw.roster_size,
          visited: positions.length,
          chosen: count("chosen"),
          won: count("won"),
          held: count("held"),
          left: count("left"),
          gap: count("gap"),
        })
      : formatFaults(faults, texts);
  return {
    text: `${verdict}\n${facts}`,
    blocks: [
      section(verdict),
      section(facts),
      button(POSITIONS_BUTTON, texts.verify.showPositions, `${draw.draw_no}:0`),
    ],
  };
}

/** Who stood at each position of the walk, and what that meant; `from` counts from 0. */
export function formatPositions(draw: ExportedDraw, from: number, texts: Texts): Message {
  const names = new Map(
    [draw, ...draw.revisions].flatMap(({ winners }) =>
      winners.map(({ employee_id, employee_name }) => [employee_id, employee_name] as const),
    ),
  );
  const positions = allPositions(draw);
  const title = texts.verify.positionsTitle(draw.draw_no);
  const lines = positions.slice(from, from + POSITIONS_PER_MESSAGE).map((position, i) => {
    const name = position.outcome === "gap" ? undefined : names.get(position.employee_id);
    const who = position.outcome === "gap" ? "" : ` · ${escapeMrkdwn(name ?? position.employee_id)}`;
    const drawNo = position.outcome === "won" || position.outcome === "held" ? position.draw_no : undefined;
    return `${from + i + 1}. №${position.lottery_serial}${who} · ${texts.verify.outcome(position.outcome, drawNo)}`;
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
