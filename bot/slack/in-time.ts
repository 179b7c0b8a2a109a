import { setTimeout as wait } from "node:timers/promises";

/** Returns the result of `work`, or undefined after a time. The work itself continues. Passes on its errors. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const timeout = new AbortController();
  try {
    return await Promise.race([
      work,
      wait(Math.max(ms, 0), undefined, { signal: timeout.signal }).then(() => undefined),
    ]);
  } finally {
    timeout.abort();
  }
}
