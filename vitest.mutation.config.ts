import { defineConfig } from "vitest/config";

/** The tests that `npm run mutate` runs against each mutant. */
export default defineConfig({
  test: { include: (process.env["MUTATION_TESTS"] ?? "").split(";"), maxWorkers: 1, testTimeout: 20_000 },
});
