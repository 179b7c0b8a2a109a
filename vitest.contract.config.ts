import { configDefaults, defineConfig } from "vitest/config";
import { patientPolls } from "./test/support/patient-polls.ts";
import { tags } from "./test/support/tags.ts";

/**
 * The contract tests of stores and tasks. They run on the local DynamoDB, or on another one: `TEST_DYNAMODB_ENDPOINT`.
 * `TEST_READ_LAG_MS` delays what reads see that are not strongly consistent. Another DynamoDB may be slow.
 */
export default defineConfig({
  test: {
    tags,
    expect: patientPolls,
    setupFiles: ["test/support/watch-log.ts"],
    include: ["test/{data,workflow}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.fuzz.test.ts"],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
