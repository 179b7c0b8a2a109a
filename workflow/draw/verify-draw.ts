import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "../../data/people/visited-position.ts";
import type { ExportedDraw } from "./exported-draw.ts";
import { walk } from "./order.ts";
import { computeReceipt, computeRevisionReceipt } from "./receipt.ts";

/** What does not fit, and where: the place of the walk (from 1), or the number of the revision, if it is about one. */
export interface Fault {
  fault: /** Another serial stands here, by seed and roster size; or the walk went on after the last winner, or all around. */
    | "walk"
    /** More or fewer winners than were asked for. */
    | "count"
    /** The winners do not follow from what stood at the places. */
    | "winners"
    /** The receipt is another. */
    | "receipt"
    /** A win was taken back that did not stand, or a draw taken back in part. */
    | "void";
  place?: number;
  revision?: number;
}

interface Outcome {
  places: readonly VisitedPosition[];
  lost: readonly LostEntrant[];
  winners: readonly Winner[];
}

type ChosenPlace = VisitedPosition & { employee_id: string };

function isChosen(place: VisitedPosition): place is ChosenPlace {
  return place.outcome === "chosen";
}

function keyOf({ lottery_serial, employee_id }: { lottery_serial: number; employee_id: string }): string {
  return `${lottery_serial} ${employee_id}`;
}

/**
 * Whether the winners are just those who were chosen on the walk and not lost to another draw, in its order; nobody
 * twice, and nobody of `ever`, who have won this draw before and stand on the walk as such.
 */
function followFrom({ places, lost, winners }: Outcome, drawNo: number, ever: ReadonlySet<string>): boolean {
  const lostTimes = new Map<string, number>();
  for (const each of lost) lostTimes.set(keyOf(each), (lostTimes.get(keyOf(each)) ?? 0) + 1);
  const chosen = places.filter(isChosen);
  const expected = chosen.filter((place) => {
    const times = lostTimes.get(keyOf(place)) ?? 0;
    if (times > 0) lostTimes.set(keyOf(place), times - 1);
    return times === 0;
  });
  if (expected.length !== chosen.length - lost.length) return false;
  const passedRightly = places.every(
    (place) =>
      place.outcome === "gap" ||
      (place.outcome === "won" && place.draw_no === drawNo) === ever.has(place.employee_id),
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
  return (place: number): number | undefined => {
    while (serials.length <= place) {
      const next = order.next();
      if (next.done) return undefined;
      serials.push(next.value);
    }
    return serials[place];
  };
}

/**
 * Replays a draw from its record alone: the walk from seed and roster size, the winners from what stood at each place,
 * the receipts from everything. An empty answer means that it fits. A pure function: no table is looked at.
 */
export function verifyDraw(draw: ExportedDraw): Fault[] {
  const faults: Fault[] = [];
  const size = draw.roster_size;
  const serialAt = createOrder(draw.seed, size);

  /** The first place at fault (from 0, on the walk); each is visited at most once, and the last one is a winner's. */
  const findStray = ({ places, winners }: Outcome, from: number): number | undefined => {
    const index = places.findIndex(
      ({ lottery_serial }, i) => i >= size || serialAt((from + i) % size) !== lottery_serial,
    );
    if (index >= 0) return (from + index) % size;
    const needed = places.findLastIndex(
      ({ lottery_serial }) => lottery_serial === winners.at(-1)?.lottery_serial,
    );
    return needed + 1 < places.length ? (from + needed + 1) % size : undefined;
  };

  const ever = new Set<string>();
  const check = (outcome: Outcome, from: number, wanted: number, where: { revision?: number }) => {
    const stray = findStray(outcome, from);
    if (stray !== undefined) faults.push({ fault: "walk", place: stray + 1, ...where });
    if (outcome.winners.length !== wanted) faults.push({ fault: "count", ...where });
    if (!followFrom(outcome, draw.draw_no, ever)) faults.push({ fault: "winners", ...where });
    for (const { employee_id } of outcome.winners) ever.add(employee_id);
  };

  check(draw, 0, draw.num_of_winners, {});
  if (computeReceipt(draw, draw) !== draw.receipt) faults.push({ fault: "receipt" });

  const standing = new Set(ever);
  let walked = draw.places.length;
  let previous = draw.receipt;
  for (const [i, change] of draw.revisions.entries()) {
    const revision = i + 1;
    const { kind, voided } = change;
    const stood = voided.filter((id) => standing.delete(id)).length;
    if (stood < voided.length || (kind === "void" && standing.size > 0))
      faults.push({ fault: "void", revision });
    check(change, walked, kind === "redraw" ? voided.length : 0, { revision });
    for (const { employee_id } of change.winners) standing.add(employee_id);
    // The walk is a ring: after its last place comes its first.
    walked += change.places.length;
    if (computeRevisionReceipt(previous, change, change) !== change.receipt)
      faults.push({ fault: "receipt", revision });
    previous = change.receipt;
  }
  return faults;
}
