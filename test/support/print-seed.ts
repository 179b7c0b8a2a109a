import type { TestProject } from "vitest/node";

/** Says how a run of `npm run fuzz` is repeated. */
export default function printSeed({ config }: TestProject): void {
  const { FUZZ_SEED, FUZZ_TIMES } = config.env;
  console.log(`FUZZ_SEED=${FUZZ_SEED} FUZZ_TIMES=${FUZZ_TIMES} npm run fuzz: repeats this very run`);
}
