import { orderSerials } from "./order.ts";

/** Returns the position of a serial in the order, from 0. It computes the order up to there. Throws `RangeError`. */
export function findPosition(seed: Uint8Array, rosterSize: number, serial: number): number {
  let position = 0;
  for (const each of orderSerials(seed, rosterSize)) {
    if (each === serial) return position;
    position++;
  }
  throw new RangeError(`The roster has serials 1 to ${rosterSize}, not ${serial}.`);
}
