import { changeDraw, isUnrevised } from "./change-draw.ts";
import {
  type Draw,
  type Has,
  MARGIN,
  type Person,
  type Request,
  type Revision,
  receiptOf,
  sorted,
} from "./world.ts";

/** What identifies an attempt, and its round of claims. */
export interface AttemptKey {
  id: string;
  no: number;
  drawId: string;
  round: number;
}

/** The name of an attempt in labels: the draw's number for its first attempt, and the id for others. */
function name({ id, no, drawId }: AttemptKey): string {
  return id === drawId ? String(no) : id;
}

/** Ends a draw by this change, and remembers what its receipt covers. */
function end(change: () => Partial<Draw>) {
  return (draw: Draw): Partial<Draw> => ({ ...change(), receipt: receiptOf({ ...draw, ...change() }) });
}

/** The conditional writes of attempts: begin, candidates, round, decision and failure. */
export function createAttemptRequests(has: Has) {
  /** The condition `whileUnderWay`. */
  const isUnderWay = (draw: Draw, { id, drawId }: AttemptKey) => draw.id === drawId && draw.attempt === id;

  const mayDecide = (draw: Draw, attempt: AttemptKey, now: number) =>
    draw.id === attempt.drawId &&
    has("an attempt is decided once", draw.attempt === attempt.id) &&
    has("an attempt is decided only in the round of its claims", draw.round === attempt.round) &&
    has("an attempt is decided only if enough of its lease is left", draw.lease > now + MARGIN);

  return {
    beginRevision: (read: Draw, id: string, voided: Person, lease: number): Request<Draw | null> => ({
      label: `begin revision ${id} of ${read.no} against ${voided} until ${lease} in revision ${read.revisions.length}`,
      run: changeDraw(
        read.no,
        (draw) =>
          draw.status === "drawn" &&
          draw.id === read.id &&
          draw.attempt === null &&
          has("a revision begins only when all earlier wins are final", draw.isFinalized) &&
          isUnrevised(draw, read),
        () => ({ attempt: id, revising: voided, lease, candidates: [] }),
      ),
    }),
    addCandidates: (attempt: AttemptKey, people: readonly Person[]): Request<Draw | null> => ({
      label: `add candidates ${sorted(people)} to ${name(attempt)}`,
      run: changeDraw(
        attempt.no,
        (draw) => isUnderWay(draw, attempt),
        ({ candidates }) => ({ candidates: sorted([...candidates, ...people]) }),
      ),
    }),
    endRound: (attempt: AttemptKey): Request<Draw | null> => ({
      label: `end round ${attempt.round} of ${name(attempt)}`,
      run: changeDraw(
        attempt.no,
        (draw) => isUnderWay(draw, attempt) && draw.round === attempt.round,
        ({ round }) => ({ round: round + 1 }),
      ),
    }),
    decideDraw: (
      attempt: AttemptKey,
      people: readonly Person[],
      walked: number,
      now: number,
    ): Request<Draw | null> => ({
      label: `decide ${name(attempt)} in round ${attempt.round} for ${people} at ${now}`,
      run: changeDraw(
        attempt.no,
        (draw) => mayDecide(draw, attempt, now),
        end(() => ({
          status: "drawn",
          attempt: null,
          winners: people.map((person) => ({ person, isVoid: false })),
          walked,
          endedAt: now,
        })),
      ),
    }),
    decideRevision: (
      attempt: AttemptKey,
      read: Draw,
      revision: Omit<Revision, "id" | "decidedAt">,
      walked: number,
      now: number,
    ): Request<Draw | null> => ({
      label: `decide ${name(attempt)} in round ${attempt.round} for ${revision.winner} at ${now}${read.isAnnounced ? "" : ", unannounced"}`,
      run: changeDraw(
        attempt.no,
        (draw) => mayDecide(draw, attempt, now),
        () => ({
          revisions: [...read.revisions, { id: attempt.id, ...revision, decidedAt: now }],
          winners: [
            ...read.winners.map((win) => (win.person === revision.voided ? { ...win, isVoid: true } : win)),
            { person: revision.winner, isVoid: false },
          ],
          walked,
          attempt: null,
          revising: null,
          isFinalized: false,
          isPending: true,
          isAnnounced: false,
          ...(read.isAnnounced && { attempts: 0 }),
        }),
      ),
    }),
    failDraw: (attempt: AttemptKey, now: number): Request<Draw | null> => ({
      label: `fail ${attempt.no} at ${now}`,
      run: changeDraw(
        attempt.no,
        (draw) =>
          draw.id === attempt.drawId &&
          has("a draw fails only before it is decided", draw.attempt === attempt.id) &&
          draw.status !== "failed",
        end(() => ({ status: "failed", attempt: null, endedAt: now, isFinalized: false })),
      ),
    }),
    abandonRevision: (attempt: AttemptKey): Request<Draw | null> => ({
      label: `abandon revision ${attempt.id}`,
      run: changeDraw(
        attempt.no,
        (draw) => isUnderWay(draw, attempt),
        () => ({ attempt: null, revising: null }),
      ),
    }),
  };
}
