import type { Wait } from "./timeline.ts";

/**
 * The waits one after the other that lead to the moment `to`, from `from` on: each is the one that ended last before
 * the next one began. The time between two of them is spent on computing.
 */
export function findCriticalPath(waits: readonly Wait[], from: number, to: number): Wait[] {
  const byEnd = waits.filter(({ begin }) => begin >= from).toSorted((a, b) => b.end - a.end);
  const path: Wait[] = [];
  let next = to;
  for (const wait of byEnd) {
    if (wait.end > next) continue;
    path.unshift(wait);
    next = wait.begin;
  }
  return path;
}
