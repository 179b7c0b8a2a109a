import { isWinner, outcomes } from "./eligibility.ts";
import type { ExportedDraw, ExportedPosition, ExportedResult } from "./exported-draw.ts";
import type { Fault } from "./fault.ts";
import { orderSerials } from "./order.ts";
import { computeReceipt, computeRevisionReceipt } from "./receipt.ts";
import { verifyPersons } from "./verify-persons.ts";
import { type BeaconCheck, verifySealing } from "./verify-sealing.ts";

function keyOf({ lottery_serial, person }: { lottery_serial: number; person?: string | undefined }): string {
  return `${lottery_serial} ${person}`;
}

/** People of a draw. Their ids show that somebody has two serials; erased people have only digests. */
function createPeople() {
  const persons = new Set<string | undefined>();
  const ids = new Set<string | undefined>();
  const has = ({ person, employee_id }: ExportedPosition) =>
    (person !== undefined && persons.has(person)) || (employee_id !== undefined && ids.has(employee_id));
  return {
    has,
    /** Whether the person may be among them: they were erased, and so was one of these people, who had another serial. */
    mayHave: ({ employee_id, sealed_as }: ExportedPosition) =>
      employee_id === undefined && sealed_as === undefined && ids.has(undefined),
    add({ person, employee_id }: ExportedPosition) {
      persons.add(person);
      ids.add(employee_id);
    },
  };
}

type People = ReturnType<typeof createPeople>;

/** Whether nobody is in the list twice. */
function areDifferent(visited: readonly ExportedPosition[]): boolean {
  const before = createPeople();
  return visited.every((each) => {
    const isNew = !before.has(each);
    before.add(each);
    return isNew;
  });
}

/** The chosen people who were not lost to another draw. Undefined if a lost person was not chosen. */
function findExpectedWinners({ positions, lost }: ExportedResult): ExportedPosition[] | undefined {
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

/**
 * Whether a person is a past winner of the draw where, and only where, the outcome says so. If earlier winners may win again,
 * only wins of the draw itself keep a person from winning.
 */
function isExpected(
  visited: ExportedPosition,
  { draw_no, rules }: Pick<ExportedDraw, "draw_no" | "rules">,
  pastWinners: People,
): boolean {
  const isAboutWins = outcomes[visited.outcome].verification === "past winner if named";
  if (isAboutWins && visited.draw_no === draw_no)
    return pastWinners.has(visited) || pastWinners.mayHave(visited);
  return !pastWinners.has(visited) && !(isAboutWins && rules.again);
}

/** The chosen people who were not lost, if they are the winners, in order and each only once. */
function matchWinners(
  result: ExportedResult,
  draw: Pick<ExportedDraw, "draw_no" | "rules">,
  pastWinners: People,
): ExportedPosition[] | undefined {
  const { positions, winners } = result;
  const expected = findExpectedWinners(result);
  const isValid =
    expected !== undefined &&
    positions.every((visited) => isExpected(visited, draw, pastWinners)) &&
    areDifferent(expected) &&
    expected.length === winners.length &&
    winners.every((winner, i) => expected[i] && keyOf(expected[i]) === keyOf(winner));
  return isValid ? expected : undefined;
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
 * Verifies a draw from its record alone: that it was fixed before its randomness existed, the order from seed and roster
 * size, the winners from the outcomes of the positions, the receipts from everything. Returns no fault if the draw is
 * valid. Pure: it reads no table.
 */
export function verifyDraw(draw: ExportedDraw, beacon: BeaconCheck): Fault[] {
  const faults = [...verifySealing(draw, beacon), ...verifyPersons(draw)];
  const size = draw.roster_size;
  const serialAt = createOrder(draw.seed, size);

  /** The first wrong position. An attempt visits each position at most once, and stops at its last winner. */
  const findWrongPosition = ({ positions, winners }: ExportedResult, from: number): number | undefined => {
    const index = positions.findIndex(
      ({ lottery_serial }, i) => i >= size || serialAt((from + i) % size) !== lottery_serial,
    );
    if (index >= 0) return (from + index) % size;
    const needed = positions.findLastIndex(
      ({ lottery_serial }) => lottery_serial === winners.at(-1)?.lottery_serial,
    );
    return needed + 1 < positions.length ? (from + needed + 1) % size : undefined;
  };

  const pastWinners = createPeople();
  const check = (result: ExportedResult, from: number, wanted: number, where: { revision?: number }) => {
    const position = findWrongPosition(result, from);
    if (position !== undefined) faults.push({ fault: "order", position, ...where });
    if (result.winners.length !== wanted) faults.push({ fault: "count", ...where });
    const winners = matchWinners(result, draw, pastWinners);
    if (!winners) faults.push({ fault: "winners", ...where });
    for (const winner of winners ?? []) pastWinners.add(winner);
  };

  check(draw, 0, draw.num_of_winners, {});
  if (computeReceipt(draw, draw) !== draw.receipt) faults.push({ fault: "receipt" });

  const currentWinners = new Set(draw.winners.map(({ person }) => person));
  // The order is a ring: the next attempt begins where the last one stopped, and position 0 follows the last position.
  let visitedCount = draw.positions.length;
  let previous = draw.receipt;
  for (const [i, change] of draw.revisions.entries()) {
    const revision = i + 1;
    const { kind, voided } = change;
    const cancelled = voided.filter((person) => currentWinners.delete(person)).length;
    if (cancelled < voided.length || (kind === "void" && currentWinners.size > 0))
      faults.push({ fault: "void", revision });
    check(change, visitedCount, kind === "redraw" ? voided.length : 0, { revision });
    for (const { person } of change.winners) currentWinners.add(person);
    visitedCount += change.positions.length;
    if (computeRevisionReceipt(previous, change, change) !== change.receipt)
      faults.push({ fault: "receipt", revision });
    previous = change.receipt;
  }
  return faults;
}
