/** ms. Until then, the result of a read that took too long is for those who ask again. */
const KEPT_MS = 60_000;

/**
 * Creates a function that waits for a read at most `withinMs`, and then returns undefined. The read continues, and the next call
 * with the same key gets its result within a minute: otherwise trying again would never help. A result in time is not kept.
 */
export function createLateRead<Key, Result>(read: (key: Key) => Promise<Result>) {
  let late: { key: Key; reading: Promise<Result> } | undefined;

  const keep = (key: Key, reading: Promise<Result>) => {
    const kept = { key, reading };
    late = kept;
    const forget = () => {
      if (late === kept) late = undefined;
    };
    reading.then(() => setTimeout(forget, KEPT_MS).unref(), forget);
  };

  return async function readInTime(key: Key, withinMs: number): Promise<Result | undefined> {
    const known = late && late.key === key ? late.reading : undefined;
    const reading = known ?? read(key);
    const { promise: isLate, resolve } = Promise.withResolvers<"late">();
    const timer = setTimeout(() => resolve("late"), withinMs);
    try {
      const first = await Promise.race([reading.then((result) => ({ result })), isLate]);
      if (first !== "late") return first.result;
    } finally {
      clearTimeout(timer);
    }
    if (!known) keep(key, reading);
    return undefined;
  };
}
