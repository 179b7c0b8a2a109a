import type { Wait } from "./timeline.ts";

/**
 * Returns the sequence of waits from `from` to `to`: each is the wait that ended last before the next one began. The time
 * between two waits is computing time.
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
