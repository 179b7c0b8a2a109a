import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";

/** Returns when a round is published, in Unix milliseconds. */
export function roundTime({ genesis_time, period }: BeaconChain, round: number): number {
  return (genesis_time + (round - 1) * period) * 1_000;
}

/** Returns the first round that is published at or after a time (Unix milliseconds). */
export function firstRoundAfter({ genesis_time, period }: BeaconChain, time: number): number {
  return Math.max(1, 1 + Math.ceil((time - genesis_time * 1_000) / (period * 1_000)));
}
