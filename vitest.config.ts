import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { keepCompiledCode } from "./test/support/keep-compiled-code.ts";
import { tags } from "./test/support/tags.ts";

keepCompiledCode();

/**
 * Tests that need a process of their own: they start the whole stack, which reads its settings from the environment of
 * its process, or they replace modules.
 */
const WHOLE = [
  "test/end-to-end/**/*.test.ts",
  "test/bot/slack.fuzz.test.ts",
  "test/infra/aws/bundles.test.ts",
  "test/infra/local/ports.fuzz.test.ts",
];

/** Thousands of draws, which `npm run soak` runs. */
const SOAK = "test/soak/soak.test.ts";

/** Runs the slowest files first, so that no core is idle at the end. Vitest itself takes the largest files first. */
class AttacksFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isAttack = ({ moduleId }: TestSpecification) => moduleId.includes("/attacks/");
    const sorted = await super.sort(files);
    return [...sorted.filter(isAttack), ...sorted.filter((file) => !isAttack(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: AttacksFirst },
    setupFiles: ["test/support/watch-log.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...WHOLE, SOAK],
          // Each of these files stops what it starts, so they can share a process and the modules that it has loaded.
          isolate: false,
          setupFiles: ["test/support/keep-environment.ts"],
        },
      },
      { extends: true, test: { name: "whole", include: WHOLE } },
    ],
    reporters: ["default", "./test/support/list-slowest-files.ts"],
    tags,
    // On two cores Vitest would use one worker, but many tests wait for a server or a browser.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
