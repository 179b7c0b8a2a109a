import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";
import { tags } from "./test/support/tags.ts";

const { FUZZ_SEED = String(randomInt(2 ** 31)), FUZZ_TIMES = "20" } = process.env;

/** The hostile tests with many more inputs than `npm test` has time for, from another seed each time. */
export default defineConfig({
  test: {
    tags,
    setupFiles: ["test/support/watch-log.ts"],
    include: ["test/**/*.fuzz.test.ts", "test/docs/verify-page-program.test.ts"],
    globalSetup: ["test/support/print-seed.ts"],
    env: { FUZZ_SEED, FUZZ_TIMES },
    hookTimeout: 20_000,
  },
});
