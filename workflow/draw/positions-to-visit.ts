/** No more positions than this are read at one time, however rare entrants have become. */
const LARGEST_BATCH = 10_000;

/**
 * How many positions of the walk to read next, so that the entrants still missing are found in few rounds and hardly a
 * position is read in vain: as many as would be needed at the rate found so far, or twice what was read where nobody was.
 */
export function positionsToVisit(missing: number, visited: number, found: number): number {
  const expected = found > 0 ? Math.floor((missing * visited) / found) : 2 * visited;
  return Math.min(Math.max(missing, expected), LARGEST_BATCH);
}
