import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Names the file of the mutant that the tests run against. */
export const MUTATED_FILE = "MUTATED_FILE";

/**
 * Runs the files of tests that are most likely to notice a mutant first: the tests of its file, then short ones. The first
 * test that fails ends the run.
 */
export class LikelyFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const tested = basename(process.env[MUTATED_FILE] ?? "", ".ts");
    const durationOf = (file: TestSpecification) =>
      basename(file.moduleId) === `${tested}.test.ts`
        ? -1
        : (this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0);
    return Promise.resolve(files.toSorted((a, b) => durationOf(a) - durationOf(b)));
  }
}
