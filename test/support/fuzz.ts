/** `npm run fuzz` sets both: how many times as many inputs as in `npm test`, and from which seed they come. */
const TIMES = Number(process.env["FUZZ_TIMES"] ?? 1);
const SEED = process.env["FUZZ_SEED"];

/** How a property is run: from a fixed seed, unless `npm run fuzz` has another; it names the seed where it fails. */
export function fuzz(seed: number, numRuns: number) {
  return { seed: SEED === undefined ? seed : Number(SEED), numRuns: numRuns * TIMES };
}

/** Runs a test of many inputs as long as it takes. */
export const FUZZ_TIMEOUT = 20_000 * TIMES;
