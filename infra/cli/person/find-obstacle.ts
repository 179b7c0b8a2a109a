import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { EXECUTION_SECONDS } from "../../../workflow/attempt/leases.ts";
import { endedAt } from "../../../workflow/erasure/complete-draw.ts";

/** For so long, draws try to be announced and emailed. After it, nobody waits for them. */
const PENDING_MS = 24 * 60 * 60 * 1_000;

/** What erasing a person changes in a draw. */
export interface Change {
  /** Whether the record or the visit log names the person. */
  isNamed: boolean;
  /** Whether the record has a salt of the person. */
  isSalted: boolean;
}

/**
 * Says why the person cannot be erased now because of this draw: it is under way, its claims are pending, or it names the
 * person and its own run may still announce or email it. Undefined if nothing speaks against it.
 */
export function findObstacle(draw: DrawRecord, { isNamed, isSalted }: Change, now: Date): string | undefined {
  const { draw_no, status, attempt_id } = draw;
  if (status === "drawing") return `Draw ${draw_no} is under way.`;
  if (attempt_id !== undefined) return `A redraw or void of draw ${draw_no} is under way.`;
  const areClaimsPending = status === "drawn" ? !draw.claims_final : !draw.claims_released;
  if (areClaimsPending && (isNamed || isSalted)) return `The claims of draw ${draw_no} are not final.`;
  if (!isNamed) return undefined;
  const age = now.getTime() - endedAt(draw);
  const mayRun = draw.lease_expires_at * 1_000 > now.getTime() && age < EXECUTION_SECONDS * 1_000;
  if (mayRun) return `Draw ${draw_no} ended less than ${EXECUTION_SECONDS / 60} minutes ago.`;
  if (status === "drawn" && draw.pending && age < PENDING_MS)
    return `Draw ${draw_no} is not announced and emailed yet.`;
  return undefined;
}
