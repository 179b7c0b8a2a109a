import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Revisions } from "../../data/ledger/revisions.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import type { RevisionRequest } from "../tasks/events.ts";
import { LEASE_SECONDS } from "./leases.ts";
import type { SettleDraw } from "./settle-draw.ts";

/** Whose win is taken back. Throws `UnknownWinner`, `AlreadyVoid`. */
function findVoided(draw: DrawnRecord, { kind, employee_id }: RevisionRequest["revise"]): string[] {
  const standing = currentWinners(draw.winners).map((winner) => winner.employee_id);
  if (kind === "void") {
    if (standing.length > 0) return standing;
    throw new LotteryError("AlreadyVoid", `Draw ${draw.draw_no} has been taken back already.`);
  }
  if (employee_id === undefined || !draw.winners.some((winner) => winner.employee_id === employee_id))
    throw new LotteryError("UnknownWinner", `Nobody of this id has won draw ${draw.draw_no}.`);
  if (standing.includes(employee_id)) return [employee_id];
  throw new LotteryError("AlreadyVoid", `This win of draw ${draw.draw_no} has been taken back already.`);
}

export type OpenRevision = ReturnType<typeof createOpenRevision>;

/**
 * Begins to take back a win (`redraw`, with the next entrant of the same walk in its place) or a whole draw (`void`).
 * Throws `UnknownDraw`, `DrawNotDecided`, `DrawFailed`, `UnknownWinner`, `AlreadyVoid`, and `RevisionUnderWay`.
 */
export function createOpenRevision({
  ledger,
  revisions,
  settleDraw,
  now,
}: {
  ledger: Ledger;
  revisions: Revisions;
  settleDraw: SettleDraw;
  now: () => Date;
}) {
  const readDecided = async (drawNo: number): Promise<DrawnRecord> => {
    const draw = await ledger.read(drawNo);
    if (!draw) throw new LotteryError("UnknownDraw", `The ledger has no draw ${drawNo}.`);
    if (draw.status === "failed")
      throw new LotteryError("DrawFailed", `Draw ${drawNo} has failed: it has no winners.`);
    if (draw.status === "drawing")
      throw new LotteryError("DrawNotDecided", `Draw ${drawNo} is not decided yet.`);
    return draw;
  };

  /**
   * The draw with all its people settled and no dead revision in the way: one whose lease has expired, or whose execution
   * was stopped before a late run of it began the revision.
   */
  const readSettled = async (drawNo: number, revisionId: string): Promise<DrawnRecord> => {
    const draw = await readDecided(drawNo);
    if (!draw.claims_final) await settleDraw.settleClaims(draw);
    const { revising } = draw;
    if (revising && revising.revision_id !== revisionId) {
      const isAlive =
        revising.lease_expires_at * 1_000 > now().getTime() &&
        !(await ledger.isStopped(revising.revision_id));
      if (isAlive)
        throw new LotteryError(
          "RevisionUnderWay",
          `Draw ${drawNo} is being changed by somebody else right now.`,
        );
      await settleDraw.failRevision(draw, revising.revision_id);
    }
    return readDecided(drawNo);
  };

  return async (revisionId: string, requestedAt: string, request: RevisionRequest) => {
    const { kind, draw_no, reason } = request.revise;
    const draw = await readSettled(draw_no, revisionId);
    const body = {
      num_of_winners: kind === "redraw" ? 1 : 0,
      draw_id: draw.draw_id,
      draw_no,
      revision_id: revisionId,
      walked: draw.walked,
      walked_from: draw.walked,
    };
    const isKnown =
      draw.revising?.revision_id === revisionId ||
      draw.revisions.some(({ revision_id }) => revision_id === revisionId);
    if (isKnown) return { body };

    const begun = await revisions.begin(draw, {
      revision_id: revisionId,
      kind,
      voided: findVoided(draw, request.revise),
      requested_at: requestedAt,
      ...(request.requested_by && { requested_by: request.requested_by }),
      ...(reason && { reason }),
      lease_expires_at: Math.floor(now().getTime() / 1_000) + LEASE_SECONDS,
    });
    if (!begun) throw new Error(`Draw ${draw_no} changed while its revision was opened: open it again.`);
    return { body };
  };
}
