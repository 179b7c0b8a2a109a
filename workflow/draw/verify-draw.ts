import { isWinner, outcomes, type VisitedPosition } from "./eligibility.ts";
import type { ExportedDraw } from "./exported-draw.ts";
import { orderSerials } from "./order.ts";
import { type AttemptResult, computeReceipt, computeRevisionReceipt } from "./receipt.ts";

/** What is wrong with a draw, and where: at a position in the order (from 0), or in a revision (from 1). */
export interface Fault {
  fault: /** A position has another serial than seed and roster size give, or was visited without need. */
    | "order"
    /** There are more or fewer winners than requested. */
    | "count"
    /** The winners do not follow from the outcomes of the positions. */
    | "winners"
    /** The receipt does not match the record. */
    | "receipt"
    /** A win was cancelled that did not exist, or a void cancelled only some of the wins. */
    | "void";
  position?: number;
  revision?: number;
}

function keyOf({ lottery_serial, employee_id }: Omit<VisitedPosition, "outcome">): string {
  return `${lottery_serial} ${employee_id}`;
}

/** The chosen people who were not lost to another draw. Undefined if a lost person was not chosen. */
function findExpectedWinners({ positions, lost }: AttemptResult): VisitedPosition[] | undefined {
  const timesLost = new Map<string, number>();
  for (const each of lost) timesLost.set(keyOf(each), (timesLost.get(keyOf(each)) ?? 0) + 1);
  const chosen = positions.filter(({ outcome }) => isWinner(outcome));
  const kept = chosen.filter((visited) => {
    const times = timesLost.get(keyOf(visited)) ?? 0;
    if (times > 0) timesLost.set(keyOf(visited), times - 1);
    return times === 0;
  });
  return kept.length === chosen.length - lost.length ? kept : undefined;
}

/** Whether a person is a past winner of the draw where, and only where, the outcome says so. */
function isExpected(visited: VisitedPosition, drawNo: number, pastWinners: ReadonlySet<string>): boolean {
  const { outcome, employee_id, draw_no } = visited;
  if (employee_id === undefined) return true;
  const isNamed = outcomes[outcome].verification === "past winner if named" && draw_no === drawNo;
  return pastWinners.has(employee_id) === isNamed;
}

/** Whether the winners are exactly the people who were chosen and not lost, in order and each only once. */
function winnersFollow(result: AttemptResult, drawNo: number, pastWinners: ReadonlySet<string>): boolean {
  const { positions, winners } = result;
  const expected = findExpectedWinners(result);
  return (
    expected !== undefined &&
    positions.every((visited) => isExpected(visited, drawNo, pastWinners)) &&
    new Set(expected.map(({ employee_id }) => employee_id)).size === expected.length &&
    expected.length === winners.length &&
    winners.every(
      ({ employee_id, lottery_serial }, i) =>
        expected[i]?.employee_id === employee_id && expected[i].lottery_serial === lottery_serial,
    )
  );
}

/** Returns a function that gives the serial at a position. It computes the order only as far as requested. */
function createOrder(seed: string, rosterSize: number) {
  const order = orderSerials(Buffer.from(seed, "hex"), rosterSize);
  const serials: number[] = [];
  return function serialAt(position: number): number | undefined {
    while (serials.length <= position) {
      const next = order.next();
      if (next.done) return undefined;
      serials.push(next.value);
    }
    return serials[position];
  };
}

/**
 * Verifies a draw from its record alone: the order from seed and roster size, the winners from the outcomes of the
 * positions, the receipts from everything. Returns no fault if the draw is valid. Pure: it reads no table.
 */
export function verifyDraw(draw: ExportedDraw): Fault[] {
  const faults: Fault[] = [];
  const size = draw.roster_size;
  const serialAt = createOrder(draw.seed, size);

  /** The first wrong position. An attempt visits each position at most once, and stops at its last winner. */
  const findWrongPosition = ({ positions, winners }: AttemptResult, from: number): number | undefined => {
    const index = positions.findIndex(
      ({ lottery_serial }, i) => i >= size || serialAt((from + i) % size) !== lottery_serial,
    );
    if (index >= 0) return (from + index) % size;
    const needed = positions.findLastIndex(
      ({ lottery_serial }) => lottery_serial === winners.at(-1)?.lottery_serial,
    );
    return needed + 1 < positions.length ? (from + needed + 1) % size : undefined;
  };

  const pastWinners = new Set<string>();
  const check = (result: AttemptResult, from: number, wanted: number, where: { revision?: number }) => {
    const position = findWrongPosition(result, from);
    if (position !== undefined) faults.push({ fault: "order", position, ...where });
    if (result.winners.length !== wanted) faults.push({ fault: "count", ...where });
    if (!winnersFollow(result, draw.draw_no, pastWinners)) faults.push({ fault: "winners", ...where });
    for (const { employee_id } of result.winners) pastWinners.add(employee_id);
  };

  check(draw, 0, draw.num_of_winners, {});
  if (computeReceipt(draw, draw) !== draw.receipt) faults.push({ fault: "receipt" });

  const currentWinners = new Set(pastWinners);
  // The order is a ring: the next attempt begins where the last one stopped, and position 0 follows the last position.
  let visitedCount = draw.positions.length;
  let previous = draw.receipt;
  for (const [i, change] of draw.revisions.entries()) {
    const revision = i + 1;
    const { kind, voided } = change;
    const cancelled = voided.filter((id) => currentWinners.delete(id)).length;
    if (cancelled < voided.length || (kind === "void" && currentWinners.size > 0))
      faults.push({ fault: "void", revision });
    check(change, visitedCount, kind === "redraw" ? voided.length : 0, { revision });
    for (const { employee_id } of change.winners) currentWinners.add(employee_id);
    visitedCount += change.positions.length;
    if (computeRevisionReceipt(previous, change, change) !== change.receipt)
      faults.push({ fault: "receipt", revision });
    previous = change.receipt;
  }
  return faults;
}
