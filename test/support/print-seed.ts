import type { TestProject } from "vitest/node";

/** Prints how to repeat a run of `npm run fuzz`. */
export default function printSeed({ config }: TestProject): void {
  const { FUZZ_SEED, FUZZ_TIMES } = config.env;
  console.log(`FUZZ_SEED=${FUZZ_SEED} FUZZ_TIMES=${FUZZ_TIMES} npm run fuzz: repeats this very run`);
}
