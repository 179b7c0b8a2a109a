import { randomBytes } from "node:crypto";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { computeReasonDigest } from "../draw/person.ts";
import { findAttempt, findDecided, isExpired } from "./attempt.ts";
import { leaseFrom } from "./leases.ts";
import type { Recovery } from "./recovery.ts";
import type { RevisionRequest } from "./requests.ts";
import { idsOf } from "./validation.ts";

/** Employee ids of those whose wins are to be voided. Throws `UnknownWinner`, `AlreadyVoid`, `WinnerErased`, `NamesErased`. */
function findVoided(draw: DrawnRecord, { kind, employee_id }: RevisionRequest["revise"]): string[] {
  if (draw.names_erased_at !== undefined)
    throw new LotteryError("NamesErased", `The names of everybody in draw ${draw.draw_no} were erased.`);
  const current = idsOf(currentWinners(draw.winners));
  if (kind === "void") {
    if (current.length > 0) return current;
    throw new LotteryError("AlreadyVoid", `Draw ${draw.draw_no} is void already.`);
  }
  const winner = draw.winners.find((each) => each.employee_id === employee_id);
  if (employee_id === undefined || !winner)
    throw new LotteryError("UnknownWinner", `Nobody with this id has won draw ${draw.draw_no}.`);
  if (winner.erased !== undefined)
    throw new LotteryError("WinnerErased", `The data of this winner of draw ${draw.draw_no} was erased.`);
  if (current.includes(employee_id)) return [employee_id];
  throw new LotteryError("AlreadyVoid", `This win of draw ${draw.draw_no} is void already.`);
}

/** The reason with its salted digest: the receipt contains only the digest, so that the reason can be erased. */
function coverReason(reason: string) {
  const salt = randomBytes(16);
  return { reason, reason_salt: salt.toString("hex"), reason_digest: computeReasonDigest(salt, reason) };
}

export type OpenRevision = ReturnType<typeof createOpenRevision>;

/** Creates the function that begins a redraw or a void. */
export function createOpenRevision({
  ledger,
  recovery,
  now,
}: {
  ledger: Ledger;
  recovery: Recovery;
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

  /** Ends another redraw or void that can no longer be decided. Throws `RevisionUnderWay` if it can. */
  const endOther = async (draw: DrawnRecord, revisionId: string) => {
    const other = findAttempt(draw);
    if (!other || other.id === revisionId) return;
    // A late run of a stopped execution may have begun it after the execution was stopped.
    if (!isExpired(other, now()) && !(await ledger.isStopped(other.id)))
      throw new LotteryError("RevisionUnderWay", `Another change of draw ${draw.draw_no} is under way.`);
    await recovery.abandon(other);
  };

  /** The draw with final wins, and without another redraw or void under way. */
  const readReady = async (drawNo: number, revisionId: string): Promise<DrawnRecord> => {
    const draw = await readDecided(drawNo);
    if (!draw.claims_final) await recovery.finalizeClaims(draw);
    await endOther(draw, revisionId);
    return readDecided(drawNo);
  };

  /**
   * Begins a redraw, which gives a win to the next entrant in the draw order, or a void of a whole draw. Returns the body
   * for the next task. Throws `UnknownDraw`, `DrawNotDecided`, `DrawFailed`, `UnknownWinner`, `AlreadyVoid`, `WinnerErased`,
   * `NamesErased`, and `RevisionUnderWay`.
   */
  return async function openRevision(revisionId: string, requestedAt: string, request: RevisionRequest) {
    const { kind, draw_no, reason } = request.revise;
    const draw = await readReady(draw_no, revisionId);
    const body = {
      num_of_winners: kind === "redraw" ? 1 : 0,
      draw_id: draw.draw_id,
      draw_no,
      revision_id: revisionId,
      walked: draw.walked,
      sealed: false,
    };
    if (draw.attempt_id === revisionId || findDecided(draw, revisionId)) return { body };

    const begun = await ledger.attempts.begin(draw, {
      id: revisionId,
      leaseExpiresAt: leaseFrom(now()),
      revising: {
        kind,
        voided: findVoided(draw, request.revise),
        requested_at: requestedAt,
        ...(request.requested_by && { requested_by: request.requested_by }),
        ...(reason && coverReason(reason)),
      },
    });
    if (!begun) throw new Error(`Draw ${draw_no} changed while its revision was opened: open it again.`);
    return { body };
  };
}
