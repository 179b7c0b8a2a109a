import type { LostEntrant, Winner } from "../../data/draw-record.ts";
import type { VisitedPlace } from "../../data/visited-place.ts";
import type { ExportedDraw } from "./exported-draw.ts";
import { computeReceipt, computeRevisionReceipt } from "./receipt.ts";
import { walk } from "./walk.ts";

/** What does not fit, and where: the place of the walk (from 1), or the number of the revision, if it is about one. */
export interface Fault {
  fault: /** The seed and the roster size lead to another serial here. */
    | "walk"
    /** More or fewer winners than were asked for. */
    | "count"
    /** Somebody chosen has not won, or somebody has won who was not chosen. */
    | "winners"
    /** The receipt is another. */
    | "receipt"
    /** A win was taken back from somebody who had none. */
    | "void";
  place?: number;
  revision?: number;
}

function isChosen(place: VisitedPlace): place is VisitedPlace & { employee_id: string } {
  return place.outcome === "chosen";
}

/** Whether the winners are just those who were chosen on the walk and not lost to another draw, in its order. */
function followFrom(
  places: readonly VisitedPlace[],
  lost: readonly LostEntrant[],
  winners: readonly Winner[],
) {
  const lostIds = new Set(lost.map(({ employee_id }) => employee_id));
  const expected = places.filter(isChosen).filter(({ employee_id }) => !lostIds.has(employee_id));
  return (
    expected.length === winners.length &&
    expected.every(
      ({ employee_id, lottery_serial }, i) =>
        winners[i]?.employee_id === employee_id && winners[i].lottery_serial === lottery_serial,
    )
  );
}

/**
 * Replays a draw from its record alone: the walk from seed and roster size, the winners from what stood at each place,
 * the receipts from everything. An empty answer means that it fits. A pure function: no table is looked at.
 */
export function verifyDraw(draw: ExportedDraw): Fault[] {
  const faults: Fault[] = [];
  const seed = Buffer.from(draw.seed, "hex");

  /** A redraw goes on where the walk was left; one that went over it again starts from the front. */
  const checkWalk = (places: readonly VisitedPlace[], from: number, revision?: number) => {
    const order = walk(seed, draw.roster_size);
    for (let i = 0; i < from; i++) order.next();
    for (const [i, { lottery_serial }] of places.entries()) {
      if (order.next().value === lottery_serial) continue;
      faults.push({ fault: "walk", place: from + i + 1, ...(revision && { revision }) });
      return;
    }
  };

  checkWalk(draw.places, 0);
  if (draw.winners.length !== draw.num_of_winners) faults.push({ fault: "count" });
  if (!followFrom(draw.places, draw.lost, draw.winners)) faults.push({ fault: "winners" });
  if (computeReceipt(draw, draw) !== draw.receipt) faults.push({ fault: "receipt" });

  const standing = new Set(draw.winners.map(({ employee_id }) => employee_id));
  const ever = new Set(standing);
  let walked = draw.places.length;
  let previous = draw.receipt;
  for (const [i, change] of draw.revisions.entries()) {
    const revision = i + 1;
    for (const id of change.voided) if (!standing.delete(id)) faults.push({ fault: "void", revision });
    const startsOver = change.places[0]?.lottery_serial === draw.places[0]?.lottery_serial;
    checkWalk(change.places, startsOver ? 0 : walked, revision);
    walked = Math.max(walked, (startsOver ? 0 : walked) + change.places.length);
    if (change.winners.length !== (change.kind === "redraw" ? change.voided.length : 0))
      faults.push({ fault: "count", revision });
    const isNew = change.winners.every(({ employee_id }) => !ever.has(employee_id));
    if (!isNew || !followFrom(change.places, change.lost, change.winners))
      faults.push({ fault: "winners", revision });
    for (const { employee_id } of change.winners) {
      standing.add(employee_id);
      ever.add(employee_id);
    }
    if (computeRevisionReceipt(previous, change, change) !== change.receipt)
      faults.push({ fault: "receipt", revision });
    previous = change.receipt;
  }
  return faults;
}
