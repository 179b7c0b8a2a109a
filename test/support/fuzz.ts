/** `npm run fuzz` sets both: the factor for the number of inputs, and the seed. `npm test` uses a fifth of the inputs. */
const TIMES = Number(process.env["FUZZ_TIMES"] ?? 0.2);
const SEED = process.env["FUZZ_SEED"];

/** The settings for a property: a fixed seed, or that of `npm run fuzz`. If the property fails, the seed is printed. */
export function fuzz(seed: number, numRuns: number) {
  return { seed: SEED === undefined ? seed : Number(SEED), numRuns: Math.ceil(numRuns * TIMES) };
}

/** Defines a test of many inputs, without a time limit. */
export const FUZZ_TIMEOUT = 20_000 * Math.max(1, TIMES);
