import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "../../data/people/visited-position.ts";
import type { ExportedDraw } from "./exported-draw.ts";
import { walk } from "./order.ts";
import { computeReceipt, computeRevisionReceipt } from "./receipt.ts";

/** What does not fit, and where: the position in the order (from 0), or the number of the revision, if it is about one. */
export interface Fault {
  fault: /** Another serial stands here, by seed and roster size; or the walk went on after the last winner, or all around. */
    | "order"
    /** More or fewer winners than were asked for. */
    | "count"
    /** The winners do not follow from what stood at the positions. */
    | "winners"
    /** The receipt is another. */
    | "receipt"
    /** A win was taken back that did not stand, or a draw taken back in part. */
    | "void";
  position?: number;
  revision?: number;
}

interface Outcome {
  positions: readonly VisitedPosition[];
  lost: readonly LostEntrant[];
  winners: readonly Winner[];
}

type ChosenPosition = VisitedPosition & { employee_id: string };

function isChosen(position: VisitedPosition): position is ChosenPosition {
  return position.outcome === "chosen";
}

function keyOf({ lottery_serial, employee_id }: { lottery_serial: number; employee_id: string }): string {
  return `${lottery_serial} ${employee_id}`;
}

/**
 * Whether the winners are just those who were chosen on the walk and not lost to another draw, in its order; nobody
 * twice, and nobody of `ever`, who have won this draw before and stand on the walk as such.
 */
function followFrom(
  { positions, lost, winners }: Outcome,
  drawNo: number,
  ever: ReadonlySet<string>,
): boolean {
  const lostTimes = new Map<string, number>();
  for (const each of lost) lostTimes.set(keyOf(each), (lostTimes.get(keyOf(each)) ?? 0) + 1);
  const chosen = positions.filter(isChosen);
  const expected = chosen.filter((position) => {
    const times = lostTimes.get(keyOf(position)) ?? 0;
    if (times > 0) lostTimes.set(keyOf(position), times - 1);
    return times === 0;
  });
  if (expected.length !== chosen.length - lost.length) return false;
  const passedRightly = positions.every(
    (position) =>
      position.outcome === "gap" ||
      (position.outcome === "won" && position.draw_no === drawNo) === ever.has(position.employee_id),
  );
  return (
    passedRightly &&
    new Set(expected.map(({ employee_id }) => employee_id)).size === expected.length &&
    expected.length === winners.length &&
    expected.every(
      ({ employee_id, lottery_serial }, i) =>
        winners[i]?.employee_id === employee_id && winners[i].lottery_serial === lottery_serial,
    )
  );
}

/** The serial at each place of a walk (from 0), which is gone no further than asked for. */
function createOrder(seed: string, rosterSize: number) {
  const order = walk(Buffer.from(seed, "hex"), rosterSize);
  const serials: number[] = [];
  return (position: number): number | undefined => {
    while (serials.length <= position) {
      const next = order.next();
      if (next.done) return undefined;
      serials.push(next.value);
    }
    return serials[position];
  };
}

/**
 * Replays a draw from its record alone: the walk from seed and roster size, the winners from what stood at each position,
 * the receipts from everything. An empty answer means that it fits. A pure function: no table is looked at.
 */
export function verifyDraw(draw: ExportedDraw): Fault[] {
  const faults: Fault[] = [];
  const size = draw.roster_size;
  const serialAt = createOrder(draw.seed, size);

  /** The first position at fault (from 0, on the walk); each is visited at most once, and the last one is a winner's. */
  const findStray = ({ positions, winners }: Outcome, from: number): number | undefined => {
    const index = positions.findIndex(
      ({ lottery_serial }, i) => i >= size || serialAt((from + i) % size) !== lottery_serial,
    );
    if (index >= 0) return (from + index) % size;
    const needed = positions.findLastIndex(
      ({ lottery_serial }) => lottery_serial === winners.at(-1)?.lottery_serial,
    );
    return needed + 1 < positions.length ? (from + needed + 1) % size : undefined;
  };

  const ever = new Set<string>();
  const check = (outcome: Outcome, from: number, wanted: number, where: { revision?: number }) => {
    const stray = findStray(outcome, from);
    if (stray !== undefined) faults.push({ fault: "order", position: stray, ...where });
    if (outcome.winners.length !== wanted) faults.push({ fault: "count", ...where });
    if (!followFrom(outcome, draw.draw_no, ever)) faults.push({ fault: "winners", ...where });
    for (const { employee_id } of outcome.winners) ever.add(employee_id);
  };

  check(draw, 0, draw.num_of_winners, {});
  if (computeReceipt(draw, draw) !== draw.receipt) faults.push({ fault: "receipt" });

  const standing = new Set(ever);
  let walked = draw.positions.length;
  let previous = draw.receipt;
  for (const [i, change] of draw.revisions.entries()) {
    const revision = i + 1;
    const { kind, voided } = change;
    const stood = voided.filter((id) => standing.delete(id)).length;
    if (stood < voided.length || (kind === "void" && standing.size > 0))
      faults.push({ fault: "void", revision });
    check(change, walked, kind === "redraw" ? voided.length : 0, { revision });
    for (const { employee_id } of change.winners) standing.add(employee_id);
    // The walk is a ring: after its last position comes its first.
    walked += change.positions.length;
    if (computeRevisionReceipt(previous, change, change) !== change.receipt)
      faults.push({ fault: "receipt", revision });
    previous = change.receipt;
  }
  return faults;
}
