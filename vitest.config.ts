import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They start the whole stack, which has its settings from the environment of its process, or replace modules. */
const WHOLE = [
  "test/end-to-end/**/*.test.ts",
  "test/bot/slack.fuzz.test.ts",
  "test/infra/aws/bundles.test.ts",
  "test/infra/local/ports.fuzz.test.ts",
];

/** Thousands of draws: `npm run soak`. */
const SOAK = "test/soak/*.test.ts";

/** Begins with the files that take longest, which are not the largest: so no core has nothing left to do at the end. */
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
          // Each of these files takes along what it starts: so they can share a process, and what it has loaded.
          isolate: false,
          setupFiles: ["test/support/keep-environment.ts"],
        },
      },
      { extends: true, test: { name: "whole", include: WHOLE } },
    ],
    // Most tests wait for a server or a browser now and then: on two cores Vitest would keep but one of them busy.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
