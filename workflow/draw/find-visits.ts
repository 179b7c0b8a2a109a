import type { DrawnRecord, Revision } from "../../data/ledger/draw-record.ts";
import { isWinner, outcomes, type VisitedPosition } from "./eligibility.ts";

/** A visit of the draw, or of one of its redraws, to one person's position. */
export interface Visit {
  /** In the order, from 0. */
  position: number;
  /** The number of the redraw, from 1. Undefined in the draw's own attempt. */
  revision: number | undefined;
  visited: VisitedPosition;
  /** The person was chosen, but another draw (with this number, if it is known) claimed them first. */
  lostTo: { drawNo: number | undefined } | undefined;
  /** The redraw or void that cancelled this win. */
  cancelledBy: { revision: number; kind: Revision["kind"] } | undefined;
}

/** What a draw found where a person is, or would be, in its order. */
export interface Visits {
  /** The person's serial in this draw: as it was visited, or the current one. */
  serial: number;
  /** In the order of the visits. */
  own: Visit[];
  /** The serial was visited, but as that of somebody else, or of a person whose id and name were erased. */
  other: "another person" | "erased person" | undefined;
}

/**
 * Finds the visits to an employee. `attempts` are the positions of the draw and then of each of its revisions. Only visits
 * with the person's own id count, and those that found nobody.
 */
export function findVisits(
  draw: DrawnRecord,
  attempts: readonly (readonly VisitedPosition[])[],
  { employee_id, lottery_serial }: { employee_id: string; lottery_serial: number },
): Visits {
  const isNamed = (visited: VisitedPosition) => visited.employee_id === employee_id;
  const serial = attempts.flat().find(isNamed)?.lottery_serial ?? lottery_serial;
  const cancelledBy = findCancellation(draw, employee_id);
  const own: Visit[] = [];
  let other: Visits["other"];
  let from = 0;
  for (const [attempt, positions] of attempts.entries()) {
    const { lost = [] } = attempt === 0 ? draw : (draw.revisions[attempt - 1] ?? {});
    const loss = lost.find((each) => each.employee_id === employee_id);
    for (const [i, visited] of positions.entries()) {
      if (!isNamed(visited) && visited.lottery_serial !== serial) continue;
      if (!isNamed(visited) && outcomes[visited.outcome].names !== "nobody") {
        other = visited.employee_id === undefined ? "erased person" : "another person";
        continue;
      }
      const isChosen = isWinner(visited.outcome);
      own.push({
        position: (from + i) % draw.roster_size,
        revision: attempt === 0 ? undefined : attempt,
        visited,
        lostTo: isChosen && loss ? { drawNo: loss.draw_no } : undefined,
        cancelledBy: isChosen && !loss ? cancelledBy : undefined,
      });
    }
    from += positions.length;
  }
  return { serial, own, other };
}

function findCancellation(
  { winners, revisions }: DrawnRecord,
  employeeId: string,
): { revision: number; kind: Revision["kind"] } | undefined {
  const revision = winners.find(({ employee_id }) => employee_id === employeeId)?.void?.revision;
  const change = revision === undefined ? undefined : revisions[revision - 1];
  return revision === undefined || !change ? undefined : { revision, kind: change.kind };
}
