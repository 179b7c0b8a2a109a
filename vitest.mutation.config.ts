import { defineConfig } from "vitest/config";
import { LikelyFirst } from "./test/mutation/likely-first.ts";
import { keepThread } from "./test/mutation/warm-thread.ts";
import { tags } from "./test/support/tags.ts";

/** The tests that `npm run mutate` runs against each mutant. */
export default defineConfig({
  plugins: [keepThread],
  test: {
    tags,
    setupFiles: ["test/mutation/forget-mutant.ts", "test/support/keep-environment.ts"],
    include: (process.env["MUTATION_TESTS"] ?? "").split(";"),
    maxWorkers: 1,
    sequence: { sequencer: LikelyFirst },
    testTimeout: 20_000,
  },
});
