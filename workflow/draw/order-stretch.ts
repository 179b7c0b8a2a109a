import { walk } from "./order.ts";

/** A part of the order: `length` positions, beginning at position `from`. */
export interface Stretch {
  from: number;
  length: number;
}

/**
 * The serials on a stretch of the walk `lottery-walk-v1`. The walk is a ring: after its last position comes its first
 * again, so a redraw finds those who were passed over only when nobody is left further down.
 */
export function* orderStretch(
  seed: Uint8Array,
  rosterSize: number,
  { from, length }: Stretch,
): Generator<number, void> {
  let skip = rosterSize > 0 ? from % rosterSize : 0;
  let left = Math.min(length, rosterSize);
  while (left > 0)
    for (const serial of walk(seed, rosterSize)) {
      if (skip-- > 0) continue;
      if (left-- === 0) return;
      yield serial;
    }
}
