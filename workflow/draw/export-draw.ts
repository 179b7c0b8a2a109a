import type { DrawnRecord, Winner } from "../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "./eligibility.ts";
import type { ExportedDraw } from "./exported-draw.ts";

/** The fields of a winner that the receipt covers. */
function pickCovered({ employee_id, employee_name, lottery_serial }: Winner): Winner {
  return { employee_id, employee_name, lottery_serial };
}

/**
 * Exports a decided draw with everything that a verification needs. `readPositions` is `read` of the visit log; each
 * revision has its pages under its own id.
 */
export async function exportDraw(
  draw: DrawnRecord,
  readPositions: (id: string, pages: readonly string[]) => Promise<VisitedPosition[]>,
): Promise<ExportedDraw> {
  return {
    format: "lottery-draw-v1",
    draw_no: draw.draw_no,
    draw_id: draw.draw_id,
    ...(draw.prize !== undefined && { prize: draw.prize }),
    seed: draw.seed,
    roster_size: draw.roster_size,
    num_of_winners: draw.num_of_winners,
    drawn_at: draw.drawn_at,
    positions: await readPositions(draw.draw_id, draw.pages),
    lost: draw.lost,
    winners: draw.winners.filter(({ replaces }) => replaces === undefined).map(pickCovered),
    receipt: draw.receipt,
    revisions: await Promise.all(
      draw.revisions.map(async ({ kind, requested_by, reason, revised_at, voided, ...result }) => ({
        kind,
        ...(requested_by !== undefined && { requested_by }),
        ...(reason !== undefined && { reason }),
        revised_at,
        voided,
        positions: await readPositions(result.revision_id, result.pages),
        lost: result.lost,
        winners: result.winners.map(pickCovered),
        receipt: result.receipt,
      })),
    ),
  };
}
