import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { keepCompiledCode } from "./test/support/keep-compiled-code.ts";
import { patientPolls } from "./test/support/patient-polls.ts";
import { tags } from "./test/support/tags.ts";

keepCompiledCode();

/** Thousands of draws, which `npm run soak` runs. */
const SOAK = "test/soak/soak.test.ts";

/** Runs the slowest files first, so that no core is idle at the end: the attacks, then the rest of the whole stack. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      moduleId.includes("/attacks/") ? 0 : moduleId.includes("/end-to-end/") ? 1 : 2;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    // Unchanged files are transformed once, not in each run.
    fsModuleCache: true,
    setupFiles: ["test/support/watch-log.ts", "test/support/keep-environment.ts"],
    // The files share a process, and the packages that it has loaded. Each file stops what it starts.
    isolate: false,
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, SOAK],
    reporters: ["default", "./test/support/list-slowest-files.ts"],
    tags,
    expect: patientPolls,
    // On two cores Vitest would use one worker, but many tests wait for a process, a server or a browser.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
