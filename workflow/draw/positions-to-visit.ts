/** At most so many positions are read at one time, however rare entrants are. */
const LARGEST_BATCH = 10_000;

/**
 * Returns how many positions to read next, so that the missing entrants are found in few rounds and few positions are read
 * that are not needed: as many as the rate found so far suggests, or twice as many as before if nobody was found.
 */
export function positionsToVisit(missing: number, visited: number, found: number): number {
  const expected = found > 0 ? Math.floor((missing * visited) / found) : 2 * visited;
  return Math.min(Math.max(missing, expected), LARGEST_BATCH);
}
