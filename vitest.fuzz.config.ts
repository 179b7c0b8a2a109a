import { randomInt } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { patientPolls } from "./test/support/patient-polls.ts";
import { tags } from "./test/support/tags.ts";

const { FUZZ_SEED = String(randomInt(2 ** 31)), FUZZ_TIMES = "20" } = process.env;

/** The files with properties that have more inputs than `npm test` has time for. */
const include = globSync("test/**/*.test.ts").filter((file) => /\bfuzz\(/.test(readFileSync(file, "utf8")));

/** The hostile tests and other properties, with a hundred times the inputs of `npm test`, from another seed each time. */
export default defineConfig({
  test: {
    tags,
    expect: patientPolls,
    setupFiles: ["test/support/watch-log.ts"],
    include,
    globalSetup: ["test/support/print-seed.ts"],
    env: { FUZZ_SEED, FUZZ_TIMES },
    testTimeout: 600_000,
    hookTimeout: 20_000,
  },
});
