import type { DrawnRecord, Revising } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Stretch } from "../draw/order-stretch.ts";
import type { DrawBody } from "../tasks/events.ts";
import type { VisitLog } from "./open-visit-log.ts";
import type { Selection } from "./select-winners.ts";

/**
 * Finds who takes the place of a win that is taken back: the next entrant on the draw's own walk, which is a ring, once
 * around at most. Throws `EntrantsHeld`, `NoRunnerUp`.
 */
export async function selectReplacement(
  { draw, revising, body }: { draw: DrawnRecord; revising: Revising; body: DrawBody },
  pick: (stretch: Stretch, count: number) => Promise<Selection>,
  trail: VisitLog,
): Promise<DrawBody> {
  const missing = body.num_of_winners - body.winner_details.length;
  if (missing === 0) return body;

  const goOn = async (kept: DrawBody, count: number): Promise<DrawBody | Selection> => {
    const length = draw.roster_size - (kept.walked - kept.walked_from);
    const selection = await pick({ from: kept.walked, length }, count);
    if (selection.chosen.length < count) return selection;
    return {
      ...kept,
      winner_details: [...kept.winner_details, ...selection.chosen],
      walked: kept.walked + selection.positions.length,
      pages: [...kept.pages, ...(await trail.write(revising.revision_id, selection.positions))],
    };
  };

  const found = await goOn(body, missing);
  if ("walked" in found) return found;
  // Somebody lost on the way may have become free again: once more around before giving up.
  const afresh = { ...body, winner_details: [], walked: body.walked_from, claimed: 0, lost: [], pages: [] };
  const last = body.walked > body.walked_from ? await goOn(afresh, body.num_of_winners) : found;
  if ("walked" in last) return last;
  if (last.positions.some(({ outcome }) => outcome === "held"))
    throw new LotteryError("EntrantsHeld", "The people who could win are held by draws that are under way.");
  throw new LotteryError("NoRunnerUp", `Nobody else can win draw ${draw.draw_no}.`);
}
