import type { AttemptKey } from "./attempt-requests.ts";
import { type Body, refuse } from "./environment.ts";
import { type Draw, type Guard, MARGIN, type Person } from "./world.ts";

/** An attempt under way, like that of `workflow/attempt/attempt.ts`. */
export interface Attempt extends AttemptKey {
  draw: Draw;
  lease: number;
  candidates: readonly Person[];
  count: number;
  start: number;
  /** The person whose win a redraw voids; null for a draw. */
  voided: Person | null;
}

/** The attempt that a body belongs to. */
export function attemptOf({ no, id, revision, round }: Body): AttemptKey {
  return { id: revision ?? id, no, drawId: id, round };
}

/** The first attempt of a draw. */
export function firstAttempt({ no, id, round }: Draw): AttemptKey {
  return { id, no, drawId: id, round };
}

/** The attempt under way of this draw. */
export function findAttempt(draw: Draw): Attempt | null {
  if (draw.attempt === null) return null;
  const isFirst = draw.attempt === draw.id;
  return {
    id: draw.attempt,
    no: draw.no,
    drawId: draw.id,
    round: draw.round,
    draw,
    lease: draw.lease,
    candidates: draw.candidates,
    count: isFirst ? draw.count : 1,
    start: isFirst ? 0 : draw.walked,
    voided: draw.revising,
  };
}

/** Whether the attempt with this id is decided. */
export function isDecided(draw: Draw, id: string): boolean {
  return draw.status === "drawn" && (draw.id === id || draw.revisions.some((revision) => revision.id === id));
}

/** The attempt with this id; null if it is decided. */
export function readAttempt(
  draw: Draw,
  id: string,
  { now, dropped }: { now: number; dropped: ReadonlySet<Guard> },
): Attempt | null {
  if (isDecided(draw, id)) return null;
  const attempt = findAttempt(draw);
  if (attempt?.id === id) {
    const isLeased = attempt.lease > now + MARGIN;
    if (isLeased || dropped.has("an attempt is decided only if enough of its lease is left")) return attempt;
    throw refuse("LeaseExpired");
  }
  if (draw.status === "failed" && id === draw.id) throw refuse("DrawFailed");
  throw refuse(draw.status === "drawn" ? "RevisionEnded" : "DrawNotDecided");
}
