import { setTimeout } from "node:timers/promises";

/** Delivers as EventBridge does, again after a failure, with a bound. Throws the last failure. */
export async function redeliver(deliver: () => Promise<unknown>, delays: readonly number[]): Promise<void> {
  for (const delay of [...delays, undefined]) {
    try {
      await deliver();
      return;
    } catch (error) {
      if (delay === undefined) throw error;
      await setTimeout(delay, undefined, { ref: false });
    }
  }
}
