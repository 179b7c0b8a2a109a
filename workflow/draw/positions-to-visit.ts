/** At most so many positions are read at one time, however rare entrants are. */
const LARGEST_BATCH = 10_000;
/** Below so many positions, growing batches take few requests, and none for a position that is not needed. */
const LEAST_EXPECTED = 100;

/** How many people could win when the draw was opened. */
interface Expected {
  rosterSize: number;
  eligible: number;
}

/**
 * Returns how many positions to read next, so that the missing entrants are found in few rounds and few positions are read
 * that are not needed: as many as the rate found so far suggests, or twice as many as before if nobody was found. If
 * entrants are rare from the start, the first batch is large, because one read of the whole roster is then the shortest way.
 */
export function positionsToVisit(
  missing: number,
  visited: number,
  found: number,
  { rosterSize, eligible }: Expected,
): number {
  const first = Math.floor((missing * rosterSize) / Math.max(eligible, 1));
  const later = found > 0 ? Math.floor((missing * visited) / found) : 2 * visited;
  const expected = visited === 0 ? (first >= LEAST_EXPECTED ? first : missing) : later;
  return Math.min(Math.max(missing, expected), LARGEST_BATCH);
}
