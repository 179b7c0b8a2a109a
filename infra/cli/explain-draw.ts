import { findCancelledWins } from "../../workflow/draw/cancelled-wins.ts";
import { isWinner, type Outcome } from "../../workflow/draw/eligibility.ts";
import type { ExportedDraw, ExportedResult } from "../../workflow/draw/exported-draw.ts";
import type { Fault } from "../../workflow/draw/fault.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { printable } from "./printable.ts";

/** What a valid draw does not prove. */
const NOT_PROVED =
  "This does not prove that everyone was on the roster list, or that the owner of the AWS account (or of the machine) did not choose the seed.";

/** Instead of a person whose data was erased. */
const ERASED = "an erased person";

const faultTexts: Readonly<Record<Fault["fault"], string>> = {
  order: "the serial does not follow from seed and roster size, or the position was visited without need",
  count: "the number of winners is not the number that was requested",
  winners: "the winners do not follow from the outcomes of the positions",
  receipt: "the receipt does not match the record",
  void: "a win was cancelled that did not exist, or a void cancelled only some of the wins",
  person: "a name, an id or a reason is not the one in the receipt",
  seal: "the seal does not match the draw",
  late: "the seal was posted after the random number existed, or an earlier seal should have counted",
  beacon: "the random number is not the one that drand published for the sealed round",
  seed: "the seed does not follow from the secret and the random number",
  roster: "the people at these positions are not those on the sealed list",
  sealed: "this person was excluded or admitted after the seal",
};

function nameDraw(drawNo: number | undefined, unknown = "another draw"): string {
  return drawNo === undefined ? unknown : `draw ${drawNo}`;
}

/** What was found at a position. The argument is the number of the draw that the outcome names. */
const outcomeTexts: Readonly<Record<Outcome, (drawNo: number | undefined) => string>> = {
  changed: () => "this entry of the roster was changed after the draw was sealed",
  gap: () => "no employee has this serial",
  left: () => "has left",
  won: (drawNo) => `has already won ${nameDraw(drawNo, "an earlier draw")}`,
  held: (drawNo) => `was claimed by ${nameDraw(drawNo)}, which was under way`,
  chosen: () => "wins",
};

function explainFault({ fault, position, revision }: Fault): string {
  const where = [
    revision === undefined ? "the draw" : `change ${revision}`,
    ...(position === undefined ? [] : [`position ${position + 1}`]),
  ];
  return `  ${where.join(", ")}: ${faultTexts[fault]}`;
}

type CancelledWins = ReturnType<typeof findCancelledWins>;

/** Follows a win that was cancelled later. */
function explainCancellation(person: string, cancelled: CancelledWins): string {
  const revision = cancelled.get(person);
  return revision === undefined ? "" : `, but change ${revision} cancelled this win`;
}

/** One line for each position that an attempt visited. `from` is its first position in the order (from 0). */
function explainPositions(
  { positions, lost }: ExportedResult,
  { rosterSize, from, cancelled }: { rosterSize: number; from: number; cancelled: CancelledWins },
): string[] {
  const lostTo = new Map(lost.map(({ lottery_serial, draw_no }) => [lottery_serial, draw_no]));
  return positions.map(({ lottery_serial, outcome, person, employee_id = ERASED, draw_no }, i) => {
    const isLost = isWinner(outcome) && lostTo.has(lottery_serial);
    const who = person === undefined ? "" : `${printable(employee_id)} `;
    const found = isLost
      ? `was chosen, but ${nameDraw(lostTo.get(lottery_serial))} claimed them first`
      : outcomeTexts[outcome](draw_no) +
        (isWinner(outcome) ? explainCancellation(person ?? "", cancelled) : "");
    // People count positions from 1.
    return `  position ${((from + i) % rosterSize) + 1}: serial ${lottery_serial}, ${who}${found}`;
  });
}

function explainWinners({ positions, winners }: ExportedResult, cancelled: CancelledWins): string[] {
  const people = new Map(positions.map((position) => [position.person, position]));
  return winners.map(({ person, lottery_serial }) => {
    const { employee_id, employee_name } = people.get(person) ?? {};
    const who =
      employee_id === undefined || employee_name === undefined
        ? `${ERASED} (serial ${lottery_serial})`
        : `${printable(employee_name)} (${printable(employee_id)}, serial ${lottery_serial})`;
    return `  ${who}${explainCancellation(person, cancelled)}`;
  });
}

/** The result of a verification as text: whether the draw is valid, who won and, with `positions`, why. */
export function explainDraw(
  draw: ExportedDraw,
  faults: readonly Fault[],
  options: { positions: boolean },
): string {
  const size = draw.roster_size;
  const cancelled = findCancelledWins(draw);
  const ids = new Map(
    [draw, ...draw.revisions].flatMap(({ positions }) =>
      positions.map(({ person, employee_id }) => [person, employee_id] as const),
    ),
  );
  const lines = [
    `Draw ${draw.draw_no} is ${faults.length === 0 ? "valid." : "not valid:"}`,
    ...faults.map(explainFault),
    "",
    `Drawn ${printable(draw.drawn_at)}`,
    `Winners requested: ${draw.num_of_winners}, roster size: ${size}`,
    ...(draw.prize === undefined ? [] : [`Prize: ${printable(draw.prize)}`]),
    `Receipt ${formatReceipt(draw.receipt)}`,
    ...explainWinners(draw, cancelled),
    ...(options.positions ? explainPositions(draw, { rosterSize: size, from: 0, cancelled }) : []),
  ];
  let visitedCount = draw.positions.length;
  for (const [i, change] of draw.revisions.entries()) {
    const { kind, requested_by, reason, revised_at, voided, receipt } = change;
    const by = requested_by === undefined ? "" : `, requested by ${printable(requested_by)}`;
    const because = reason === undefined ? "" : `, reason: ${printable(reason)}`;
    lines.push(
      "",
      `Change ${i + 1}: ${kind}, ${printable(revised_at)}${by}${because}`,
      `Receipt ${formatReceipt(receipt)}`,
      ...voided.map((person) => `  the win of ${printable(ids.get(person) ?? ERASED)} was cancelled`),
      ...explainWinners(change, cancelled),
      ...(options.positions
        ? explainPositions(change, { rosterSize: size, from: visitedCount, cancelled })
        : []),
    );
    visitedCount += change.positions.length;
  }
  if (faults.length === 0) {
    const latest = draw.revisions.length === 0 ? "the receipt" : "the last receipt";
    lines.push(
      "",
      `Now compare ${latest} with the latest one in the channel: they must be the same.`,
      NOT_PROVED,
    );
  }
  return lines.join("\n");
}
