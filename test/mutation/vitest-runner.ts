import {
  commonTokens,
  declareFactoryPlugin,
  type Injector,
  PluginKind,
  tokens,
} from "@stryker-mutator/api/plugin";
import { DryRunStatus, type MutantRunResult, MutantRunStatus } from "@stryker-mutator/api/test-runner";
import { strykerPlugins as plugins } from "@stryker-mutator/vitest-runner";

/**
 * Stryker's runner for Vitest, but for two things. Against each mutant it runs the files with tests that reach it,
 * whole: the names by which it would run only those tests are joined otherwise than Vitest 5 joins them, so it would run
 * none. And a mutant with which a file of tests cannot even be loaded is noticed.
 */
function createRunner(injector: Injector) {
  const [plugin] = plugins;
  if (!plugin) throw new RangeError("Stryker has no runner for Vitest.");
  const runner = plugin.factory(injector);
  const dryRun = runner.dryRun.bind(runner);
  const mutantRun = runner.mutantRun.bind(runner);
  const testsOf = new Map<string, number>();

  runner.dryRun = async (options) => {
    const result = await dryRun(options);
    const tests = result.status === DryRunStatus.Complete ? result.tests : [];
    for (const file of tests.map(({ id }) => fileOf(id))) testsOf.set(file, (testsOf.get(file) ?? 0) + 1);
    return result;
  };

  runner.mutantRun = async ({ testFilter, ...options }): Promise<MutantRunResult> => {
    const files = testFilter && [...new Set(testFilter.map(fileOf))];
    const result = await mutantRun({ ...options, ...(files && { testFilter: files }) });
    const due = [...(files ?? testsOf.keys())].reduce((sum, file) => sum + (testsOf.get(file) ?? 0), 0);
    if (result.status !== MutantRunStatus.Survived || result.nrOfTests >= due) return result;
    return {
      ...result,
      status: MutantRunStatus.Killed,
      killedBy: [],
      failureMessage: "A file was not loaded.",
    };
  };
  return runner;
}

/** The id of a test is its file, `#` and its name; without a name it stands for all tests of the file. */
function fileOf(testId: string): string {
  return testId.slice(0, testId.indexOf("#") + 1);
}

createRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "vitest-5", createRunner)];
