import { slope } from "./random.ts";

/** The size of the heap after a forced garbage collection, in MB, after this many draws. */
export interface HeapSample {
  draws: number;
  megabytes: number;
}

/** The stack remembers this many executions, and fewer messages and emails. After that, its memory must not grow. */
const REMEMBERED = 1_000;
/** The allowed size of a remembered execution, in MB. Measured: 0.007. */
const REMEMBERED_MB = 0.012;
/** The allowed difference between two collections, and for compiled code, in MB. */
const NOISE_MB = 2;
/** The allowed permanent growth for each draw, in MB. */
const LEFT_MB = 0.000_2;

/**
 * Returns how much the heap has grown and how much it may grow, in two phases: while the stack fills its memory of
 * executions, and after that, when only a leak can make it grow. The growth is that of a line fitted to the samples.
 */
export function judgeHeap(samples: readonly HeapSample[]) {
  const filling = samples.filter(({ draws }) => draws <= REMEMBERED);
  const full = samples.filter(({ draws }) => draws > REMEMBERED);
  const span = (some: readonly HeapSample[]) => (some.at(-1)?.draws ?? 0) - (some[0]?.draws ?? 0);
  const growth = (some: readonly HeapSample[]) =>
    slope(some.map(({ megabytes }) => megabytes)) * Math.max(some.length - 1, 0);
  return {
    filling: {
      draws: span(filling),
      grown: growth(filling),
      allowed: NOISE_MB + REMEMBERED_MB * span(filling),
    },
    full: { draws: span(full), grown: growth(full), allowed: NOISE_MB / 2 + LEFT_MB * span(full) },
  };
}
