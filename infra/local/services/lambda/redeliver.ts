import { setTimeout } from "node:timers/promises";

/** Delivers as EventBridge does, again after a failure, with a bound. Throws the last failure, and where it is given up. */
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
