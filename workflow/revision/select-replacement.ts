import type { DrawnRecord, Revising } from "../../data/draw-record.ts";
import { LotteryError } from "../../data/lottery-error.ts";
import type { Trail } from "../../data/trail.ts";
import type { DrawBody } from "../messages.ts";
import type { Selection } from "../select-winners.ts";

/**
 * Finds who takes the place of a win that is taken back: the next entrant on the draw's own walk; only where it ends
 * without one, somebody further up who has become free again since. Throws `EntrantsHeld`, `NoRunnerUp`.
 */
export async function selectReplacement(
  { draw, revising, body }: { draw: DrawnRecord; revising: Revising; body: DrawBody },
  pick: (from: number, count: number) => Promise<Selection>,
  trail: Trail,
): Promise<DrawBody> {
  const missing = body.num_of_winners - body.winner_details.length;
  if (missing === 0) return body;

  const onward = await pick(body.walked, missing);
  if (onward.chosen.length === missing)
    return {
      ...body,
      winner_details: [...body.winner_details, ...onward.chosen],
      walked: body.walked + onward.places.length,
      pages: [...body.pages, ...(await trail.write(revising.revision_id, onward.places))],
    };

  const { chosen, places } = await pick(0, body.num_of_winners);
  if (chosen.length === body.num_of_winners)
    return {
      ...body,
      winner_details: chosen,
      walked_from: 0,
      walked: places.length,
      claimed: 0,
      lost: [],
      pages: await trail.write(revising.revision_id, places),
    };
  if (places.some(({ outcome }) => outcome === "held"))
    throw new LotteryError("EntrantsHeld", "The people who could win are held by draws that are under way.");
  throw new LotteryError("NoRunnerUp", `Nobody else can win draw ${draw.draw_no}.`);
}
