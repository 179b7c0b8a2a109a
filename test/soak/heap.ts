import { slope } from "./random.ts";

/** The heap after a forced collection, in MB, when so many draws were done. */
export interface HeapSample {
  draws: number;
  megabytes: number;
}

/** So many executions are remembered, and fewer messages and mails: by then the stack holds all that it ever will. */
const REMEMBERED = 1_000;
/** What one of them may take, in MB; measured are 0.007. */
const REMEMBERED_MB = 0.012;
/** What the heap may differ by from one collection to the next, and what compiled code adds, in MB. */
const NOISE_MB = 2;
/** What a draw may leave behind for good, in MB. */
const LEFT_MB = 0.000_2;

/**
 * How much the heap has grown, and by how much it may have: while the stack comes to hold all that it remembers, and
 * after that, by a line fitted to the samples, when only what was lost can make it grow.
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
