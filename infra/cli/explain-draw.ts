import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import type { Fault } from "../../workflow/draw/verify-draw.ts";
import { printable } from "./printable.ts";

type Outcome = Pick<ExportedDraw, "positions" | "lost" | "winners">;

const faultTexts: Readonly<Record<Fault["fault"], string>> = {
  order: "seed and size of the roster lead elsewhere, or the walk went on for no reason",
  count: "there are not as many winners as were asked for",
  winners: "the winners are not those who follow from what stood at the positions",
  receipt: "the record is not the one that the receipt was made of",
  void: "a win was taken back that did not stand, or a draw was taken back in part",
};

function explainFault({ fault, position, revision }: Fault): string {
  const where = [
    revision === undefined ? "the draw" : `change ${revision}`,
    ...(position === undefined ? [] : [`position ${position + 1}`]),
  ];
  return `  ${where.join(", ")}: ${faultTexts[fault]}`;
}

/** What stood at each position, from the position `from` (0 is the first) of the walk on. */
function explainPositions({ positions, lost }: Outcome, size: number, from: number): string[] {
  const lostTo = new Map(lost.map(({ lottery_serial, draw_no }) => [lottery_serial, draw_no]));
  const inDraw = (drawNo: number | undefined) => (drawNo ? `draw ${drawNo}` : "an earlier draw");
  return positions.map((position, i) => {
    const { lottery_serial: serial } = position;
    const who = position.outcome === "gap" ? "" : printable(position.employee_id);
    const why = {
      gap: () => "nobody has this serial",
      left: () => "has left",
      won: () => `has won in ${inDraw(position.outcome === "won" ? position.draw_no : undefined)}`,
      held: () =>
        `was held by ${inDraw(position.outcome === "held" ? position.draw_no : undefined)}, under way`,
      chosen: () =>
        lostTo.has(serial) ? `was chosen, but ${inDraw(lostTo.get(serial))} was faster` : "wins",
    }[position.outcome]();
    return `  position ${((from + i) % size) + 1}: serial ${serial}, ${who && `${who} `}${why}`;
  });
}

function explainWinners({ winners }: Outcome): string[] {
  return winners.map(
    ({ employee_id, employee_name, lottery_serial }) =>
      `  ${printable(employee_name)} (${printable(employee_id)}, serial ${lottery_serial})`,
  );
}

/** What a check of a draw has found, for people: whether it fits, who won and, with `positions`, why. */
export function explainDraw(draw: ExportedDraw, faults: readonly Fault[], options: { positions: boolean }) {
  const lines = [
    `Draw #${draw.draw_no} ${faults.length === 0 ? "fits." : "does not fit:"}`,
    ...faults.map(explainFault),
    "",
    `Drawn ${printable(draw.drawn_at)}, ${draw.num_of_winners} of a roster of ${draw.roster_size}${
      draw.prize === undefined ? "" : `, for ${printable(draw.prize)}`
    }`,
    `Receipt ${formatReceipt(draw.receipt)}`,
    ...explainWinners(draw),
    ...(options.positions ? explainPositions(draw, draw.roster_size, 0) : []),
  ];
  let walked = draw.positions.length;
  for (const [i, change] of draw.revisions.entries()) {
    const { kind, requested_by, reason, revised_at, voided, receipt } = change;
    lines.push(
      "",
      `Change ${i + 1}: ${kind}, ${printable(revised_at)}${requested_by === undefined ? "" : `, by ${printable(requested_by)}`}${
        reason === undefined ? "" : `, because: ${printable(reason)}`
      }`,
      `Receipt ${formatReceipt(receipt)}`,
      ...voided.map((id) => `  ${printable(id)} wins no more`),
      ...explainWinners(change),
      ...(options.positions ? explainPositions(change, draw.roster_size, walked) : []),
    );
    walked += change.positions.length;
  }
  if (faults.length === 0) {
    const subject = draw.revisions.length === 0 ? "this receipt is" : "these receipts are";
    lines.push("", `It proves the draw if ${subject} in the channel, too, and no later one.`);
  }
  return lines.join("\n");
}
