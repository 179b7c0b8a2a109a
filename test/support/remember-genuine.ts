import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";

/** Which signatures are genuine. */
const known = new Map<string, boolean>();

/** Like `isGenuine`, but checks each signature only once in a process, because that takes 30 ms. */
export function rememberGenuine(chain: BeaconChain, round: number, signature: string): boolean {
  const key = `${chain.public_key} ${round} ${signature}`;
  const result = known.get(key) ?? isGenuine(chain, round, signature);
  known.set(key, result);
  return result;
}
