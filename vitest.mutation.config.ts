import { defineConfig } from "vitest/config";
import { tags } from "./test/support/tags.ts";

/** The tests that `npm run mutate` runs against each mutant. */
export default defineConfig({
  test: {
    tags,
    include: (process.env["MUTATION_TESTS"] ?? "").split(";"),
    maxWorkers: 1,
    testTimeout: 20_000,
  },
});
