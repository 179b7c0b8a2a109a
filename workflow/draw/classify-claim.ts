import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import { type Claim, findCountingWin, findExpiry, type WinScope } from "../../data/people/claim.ts";

/** What an item of the winners' table means for an attempt that wants to claim the person. */
export type ClaimStatus =
  /** Nobody else holds the person. An item that may be replaced: a claim of a dead attempt, or wins that do not count. */
  | { status: "free"; replaced?: Claim }
  /** `drawNo` is the draw that holds the person, if its number is known. */
  | { status: "won" | "held"; drawNo: number | undefined };

/** The number of the draw whose record decides what this claim means; undefined if the claim itself says it. */
export function findDrawToRead(claim: Claim | undefined, attemptId: string): number | undefined {
  if (!claim || claim.void || claim.draw_id === attemptId) return undefined;
  return claim.draw_id === undefined || findExpiry(claim) === undefined ? undefined : claim.draw_no;
}

function hasWon(draw: DrawnRecord, employeeId: string): boolean {
  return draw.winners.some((winner) => winner.employee_id === employeeId && !winner.void);
}

/** What the record of its draw says about the claim of an attempt: it has become a win, it counts, or it is dead. */
function classifyHolder(
  { employee_id }: Claim,
  attemptId: string,
  record: DrawRecord,
  now: Date,
): "won" | "held" | "dead" {
  if (record.attempt_id === attemptId)
    return record.lease_expires_at * 1_000 > now.getTime() ? "held" : "dead";
  if (record.status !== "drawn") return "dead";
  const decided = [record.draw_id, ...record.revisions.map(({ revision_id }) => revision_id)];
  return decided.includes(attemptId) && hasWon(record, employee_id) ? "won" : "dead";
}

/**
 * Classifies an item of the winners' table for the attempt `attemptId`, which considers the wins in `scope`. The item alone
 * does not say whether a claim counts: `record` is the record of the draw that `findDrawToRead` names. Without a record, the
 * claim's lease counts.
 */
export function classifyClaim(
  claim: Claim | undefined,
  record: DrawRecord | undefined,
  { attemptId, scope, now }: { attemptId: string; scope: WinScope; now: Date },
): ClaimStatus {
  if (!claim) return { status: "free" };
  const { draw_id, draw_no: drawNo } = claim;
  if (draw_id === attemptId) {
    if (claim.void) return { status: "won", drawNo };
    // A final win must not become a claim again: another run has decided the attempt, and no run would finalize it.
    const isOwnClaim = findExpiry(claim) !== undefined;
    return { status: "free", ...(isOwnClaim && claim.wins && { replaced: claim }) };
  }
  const counting = findCountingWin(claim, scope);
  if (counting) return { status: "won", drawNo: counting.draw_no };
  if (claim.void) return { status: "free" };
  const expiry = findExpiry(claim);
  if (draw_id === undefined || expiry === undefined) return { status: "free", replaced: claim };
  const byLease = expiry * 1_000 > now.getTime() ? "held" : "dead";
  const status = record ? classifyHolder(claim, draw_id, record, now) : byLease;
  return status === "dead" ? { status: "free", replaced: claim } : { status, drawNo };
}
