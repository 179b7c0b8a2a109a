import {
  commonTokens,
  declareFactoryPlugin,
  type Injector,
  PluginKind,
  tokens,
} from "@stryker-mutator/api/plugin";
import { strykerPlugins as plugins } from "@stryker-mutator/vitest-runner";

/**
 * Stryker's runner for Vitest, but for one thing: against each mutant it runs the files with tests that reach it, whole.
 * The names by which it would run only those tests are joined otherwise than Vitest 5 joins them, so it would run none.
 */
function createRunner(injector: Injector) {
  const [plugin] = plugins;
  if (!plugin) throw new RangeError("Stryker has no runner for Vitest.");
  const runner = plugin.factory(injector);
  const run = runner.mutantRun.bind(runner);
  runner.mutantRun = ({ testFilter, ...options }) =>
    run({ ...options, ...(testFilter && { testFilter: [...new Set(testFilter.map(fileOf))] }) });
  return runner;
}
/** The id of a test is its file, `#` and its name; without a name it stands for all tests of the file. */
function fileOf(testId: string): string {
  return testId.slice(0, testId.indexOf("#") + 1);
}

createRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "vitest-5", createRunner)];
