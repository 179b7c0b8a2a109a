import { setTimeout } from "node:timers/promises";

/**
 * ms before each further delivery of an event that failed. The last is longer than the minute for which a run of the
 * callback that died keeps others from posting.
 */
export const REDELIVERY_DELAYS = [200, 1_000, 61_000];

/** Delivers an event as EventBridge does: again after each failure, up to a limit. Throws the last failure. */
export async function redeliver(
  deliver: () => Promise<unknown>,
  delays: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  for (const delay of [...delays, undefined]) {
    try {
      await deliver();
      return;
    } catch (error) {
      if (delay === undefined) throw error;
      await setTimeout(delay, undefined, { ref: false, signal });
    }
  }
}
