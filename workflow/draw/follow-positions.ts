import { findCancelledWins } from "./cancelled-wins.ts";
import { isWinner, outcomes } from "./eligibility.ts";
import type { ExportedDraw, ExportedPosition } from "./exported-draw.ts";

/**
 * How a person has changed since the roster was sealed: they have `left` or `returned`, were `taken` by another draw, or
 * were taken and are `free`, or a rule that excludes people began to apply to them (`excluded`) or no longer does (`admitted`).
 */
export type ChangeSinceSeal = "left" | "returned" | "taken" | "freed" | "excluded" | "admitted";

/** A visited position, and what happened to its person. */
export interface FollowedPosition {
  visited: ExportedPosition;
  /** Index in the order, from 0. */
  position: number;
  /** The person was chosen, but another draw (with this number, if it is known) claimed them first. */
  lostTo?: { drawNo: number | undefined };
  /** The person won, and the revision with this number, from 1, cancelled the win. */
  cancelledBy?: number;
  since?: ChangeSinceSeal;
}

function findChange(
  { outcome, sealed_as, draw_no }: ExportedPosition,
  drawNo: number,
): ChangeSinceSeal | undefined {
  const isOwnWin = draw_no === drawNo;
  if (sealed_as === undefined || isOwnWin) return undefined;
  const byOutcome = outcomes[outcome].sealedAs;
  if (byOutcome === undefined || byOutcome === sealed_as) return undefined;
  if (outcome === "left") return "left";
  if (byOutcome !== "free" && byOutcome !== "taken") return "excluded";
  if (sealed_as === "left") return "returned";
  if (sealed_as !== "free" && sealed_as !== "taken") return "admitted";
  const isTaken = outcome === "won" || outcome === "held";
  if (isTaken === (sealed_as === "taken")) return undefined;
  return isTaken ? "taken" : "freed";
}

/** Follows the people at all visited positions: one list for the draw, and one for each of its revisions. */
export function followPositions(draw: ExportedDraw): FollowedPosition[][] {
  const cancelled = findCancelledWins(draw);
  let visitedCount = 0;
  return [draw, ...draw.revisions].map(({ positions, lost }) => {
    const from = visitedCount;
    visitedCount += positions.length;
    const lostTo = new Map(lost.map(({ lottery_serial, draw_no }) => [lottery_serial, { drawNo: draw_no }]));
    return positions.map((visited, i): FollowedPosition => {
      const isChosen = isWinner(visited.outcome);
      const loss = isChosen ? lostTo.get(visited.lottery_serial) : undefined;
      const revision = isChosen && !loss ? cancelled.get(visited.person ?? "") : undefined;
      const since = findChange(visited, draw.draw_no);
      return {
        visited,
        position: (from + i) % draw.roster_size,
        ...(loss && { lostTo: loss }),
        ...(revision !== undefined && { cancelledBy: revision }),
        ...(since && { since }),
      };
    });
  });
}

/** Why a person did not win. */
export type SkipReason = Exclude<ExportedPosition["outcome"], "chosen"> | "lost";

/** Counts the positions whose people did not win, by reason, in the order in which the reasons were found. */
export function countSkipped(followed: readonly FollowedPosition[]): ReadonlyMap<SkipReason, number> {
  const counts = new Map<SkipReason, number>();
  for (const { visited, lostTo } of followed) {
    const reason = lostTo ? "lost" : visited.outcome;
    if (reason !== "chosen") counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}
