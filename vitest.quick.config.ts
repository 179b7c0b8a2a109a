import { globSync, readFileSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";
import { keepCompiledCode } from "./test/support/keep-compiled-code.ts";
import { patientPolls } from "./test/support/patient-polls.ts";
import { tags } from "./test/support/tags.ts";

keepCompiledCode();

/** Files that begin with this tag are not even loaded. */
const TAGGED = /^\/\*\* @module-tag (slow|browser)\b/m;

const tagged = globSync("test/**/*.test.ts").filter((file) => TAGGED.test(readFileSync(file, "utf8")));

/** The tests of `npm run test:quick`: all but end-to-end, model, fuzz and CDK tests, and tests with a tag. */
export default defineConfig({
  test: {
    setupFiles: ["test/support/watch-log.ts", "test/support/keep-environment.ts"],
    include: ["test/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      "test/{end-to-end,model,infra/aws}/**",
      "test/soak/soak.test.ts",
      "test/**/*.fuzz.test.ts",
      ...tagged,
    ],
    isolate: false,
    // Threads report to the main process for less than processes. No test here needs a process of its own.
    pool: "threads",
    fsModuleCache: true,
    maxWorkers: 2,
    reporters: ["default", "./test/support/list-slowest-files.ts"],
    tags,
    expect: patientPolls,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
