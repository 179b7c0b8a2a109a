import { orderSerials } from "./order.ts";

/** A part of the order: `length` positions, beginning at position `from`. */
export interface Stretch {
  from: number;
  length: number;
}

/**
 * The serials on a stretch of the order `lottery-walk-v1`. The order is a ring: its first position follows its last one,
 * so a redraw visits earlier positions again only when nobody is left at later ones.
 */
export function* orderStretch(
  seed: Uint8Array,
  rosterSize: number,
  { from, length }: Stretch,
): Generator<number, void> {
  let skip = rosterSize > 0 ? from % rosterSize : 0;
  let left = Math.min(length, rosterSize);
  while (left > 0)
    for (const serial of orderSerials(seed, rosterSize)) {
      if (skip-- > 0) continue;
      if (left-- === 0) return;
      yield serial;
    }
}
