import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";

declare global {
  /** Which signatures are genuine. Test files share a process, but each of them loads all modules again. */
  var knownSignatures: Map<string, boolean> | undefined;
}

/** Like `isGenuine`, but checks each signature only once in a process, because that takes 30 ms. */
export function rememberGenuine(chain: BeaconChain, round: number, signature: string): boolean {
  globalThis.knownSignatures ??= new Map();
  const key = `${chain.public_key} ${round} ${signature}`;
  const result = globalThis.knownSignatures.get(key) ?? isGenuine(chain, round, signature);
  globalThis.knownSignatures.set(key, result);
  return result;
}
