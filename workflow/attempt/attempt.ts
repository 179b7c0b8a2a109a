import type { AttemptIdentity } from "../../data/ledger/attempts.ts";
import type { DrawIdentity } from "../../data/ledger/conditions.ts";
import type { DrawingRecord, DrawnRecord, DrawRecord, Revising } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Stretch } from "../draw/order-stretch.ts";
import { leaseBeyond } from "./leases.ts";

/**
 * An attempt under way: a draw's first selection, or a redraw or a void of a decided draw. The same steps select, claim
 * and decide for all of them.
 */
interface AttemptFacts extends AttemptIdentity {
  /** Epoch seconds. */
  leaseExpiresAt: number;
  /** The round of claims: a late release of an earlier round cannot touch newer claims. */
  round: number;
  /** Employee ids of everybody whom the attempt has tried to claim. */
  candidates: ReadonlySet<string>;
  numOfWinners: number;
  /** The first position of the order that the attempt visits. */
  startPosition: number;
  /** Employee ids of everybody who has ever won the draw: nobody wins the same draw twice. */
  pastWinners: ReadonlySet<string>;
  rosterSize: number;
  /** When the draw, the redraw or the void was requested. Its rules are fixed then. */
  requestedAt: Date;
  /** 32 bytes in hex. Undefined until the beacon has published the round of a sealed draw. */
  seed: string | undefined;
}

export interface DrawAttempt extends AttemptFacts {
  kind: "draw";
  record: DrawingRecord;
}

export interface RevisionAttempt extends AttemptFacts {
  kind: "revision";
  record: DrawnRecord;
  revising: Revising;
}

export type Attempt = DrawAttempt | RevisionAttempt;

/** A decided attempt: `revision` is 0 for the draw itself, 1 for its first redraw or void, and so on. */
export interface DecidedAttempt {
  record: DrawnRecord;
  revision: number;
}

type AttemptState =
  | { attempt: Attempt; decided?: undefined }
  | { attempt?: undefined; decided: DecidedAttempt };

/** The first attempt of a draw: it has the draw's id. */
export function firstAttempt({ draw_no, draw_id }: DrawIdentity): AttemptIdentity {
  return { id: draw_id, drawNo: draw_no, drawId: draw_id };
}

/** The attempt under way of this draw; undefined if there is none. */
export function findAttempt(record: DrawRecord): Attempt | undefined {
  const facts = {
    drawNo: record.draw_no,
    drawId: record.draw_id,
    leaseExpiresAt: record.lease_expires_at,
    round: record.claim_round,
    candidates: record.candidates,
    rosterSize: record.roster_size,
    seed: record.seed,
  };
  if (record.status === "drawing")
    return {
      ...facts,
      kind: "draw",
      id: record.attempt_id,
      record,
      numOfWinners: record.num_of_winners,
      startPosition: 0,
      requestedAt: new Date(record.requested_at),
      pastWinners: new Set(),
    };
  if (record.status === "failed" || record.attempt_id === undefined || !record.revising) return undefined;
  const { revising } = record;
  return {
    ...facts,
    kind: "revision",
    id: record.attempt_id,
    record,
    revising,
    numOfWinners: revising.kind === "void" ? 0 : revising.voided.length,
    startPosition: record.walked,
    requestedAt: new Date(revising.requested_at),
    pastWinners: new Set(record.winners.map(({ employee_id }) => employee_id)),
  };
}

/** The attempt with this id if it is decided. */
export function findDecided(record: DrawRecord, attemptId: string): DecidedAttempt | undefined {
  if (record.status !== "drawn") return undefined;
  const ids = [record.draw_id, ...record.revisions.map(({ revision_id }) => revision_id)];
  const revision = ids.indexOf(attemptId);
  return revision < 0 ? undefined : { record, revision };
}

/** Whether the attempt's lease has expired. */
export function isExpired({ leaseExpiresAt }: Attempt, now: Date): boolean {
  return leaseExpiresAt * 1_000 <= now.getTime();
}

/**
 * Reads the attempt with this id from the record of its draw: one that may still be decided, or one that is decided.
 * Throws `DrawFailed`, `DrawNotDecided` for a revision of an undecided draw, `RevisionEnded` for one that was abandoned,
 * and `LeaseExpired` if too little of the lease is left to decide.
 */
export function readAttempt(record: DrawRecord, attemptId: string, now: Date): AttemptState {
  const { draw_no, draw_id } = record;
  const decided = findDecided(record, attemptId);
  if (decided) return { decided };
  const attempt = findAttempt(record);
  if (attempt?.id === attemptId) {
    if (attempt.leaseExpiresAt > leaseBeyond(now)) return { attempt };
    throw new LotteryError(
      "LeaseExpired",
      `The lease of attempt ${attemptId} of draw ${draw_no} has expired.`,
    );
  }
  if (record.status === "failed" && attemptId === draw_id)
    throw new LotteryError("DrawFailed", `Draw ${draw_no} has failed: ${record.error}.`);
  if (record.status !== "drawn")
    throw new LotteryError("DrawNotDecided", `Draw ${draw_no} is not decided: it has no winners.`);
  throw new LotteryError("RevisionEnded", `The revision ${attemptId} of draw ${draw_no} was abandoned.`);
}

/** What is left of the order from this position on. The order is a ring: an attempt visits each position at most once. */
export function restOfOrder({ rosterSize, startPosition }: Attempt, position: number): Stretch {
  return { from: position, length: rosterSize - (position - startPosition) };
}
