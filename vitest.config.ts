import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { keepCompiledCode } from "./test/support/keep-compiled-code.ts";
import { tags } from "./test/support/tags.ts";

keepCompiledCode();

/**
 * Tests that start the whole stack, which reads its settings from the environment of its process while it loads, or that
 * replace modules.
 */
const WHOLE = [
  "test/end-to-end/**/*.test.ts",
  "test/bot/slack*.fuzz.test.ts",
  "test/infra/aws/bundles.test.ts",
  "test/infra/local/ports.fuzz.test.ts",
];

/** Thousands of draws, which `npm run soak` runs. */
const SOAK = "test/soak/soak.test.ts";

/**
 * Runs the slowest files first, so that no core is idle at the end: the attacks, then the rest of the whole stack. Files
 * of one project run together, because two projects do not share a process.
 */
class WholeFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) =>
      moduleId.includes("/attacks/") ? 0 : project.name === "whole" ? 1 : 2;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: WholeFirst },
    // Unchanged files are transformed once, not in each run.
    fsModuleCache: true,
    setupFiles: ["test/support/watch-log.ts"],
    // The files share a process, and the packages that it has loaded. Each file stops what it starts.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...WHOLE, SOAK],
          setupFiles: ["test/support/keep-environment.ts"],
        },
      },
      {
        extends: true,
        test: { name: "whole", include: WHOLE, setupFiles: ["test/support/reload-modules.ts"] },
      },
    ],
    reporters: ["default", "./test/support/list-slowest-files.ts"],
    tags,
    // On two cores Vitest would use one worker, but many tests wait for a process, a server or a browser.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
