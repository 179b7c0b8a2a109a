import {
  commonTokens,
  declareFactoryPlugin,
  type Injector,
  PluginKind,
  tokens,
} from "@stryker-mutator/api/plugin";
import { strykerPlugins as plugins } from "@stryker-mutator/vitest-runner";

/**
 * Stryker's runner for Vitest, but for one thing: it runs all tests against each mutant. The names by which it would run
 * only those that reach the mutant are joined otherwise than Vitest 5 joins them, so it would run none.
 */
function createRunner(injector: Injector) {
  const [plugin] = plugins;
  if (!plugin) throw new RangeError("Stryker has no runner for Vitest.");
  const runner = plugin.factory(injector);
  const run = runner.mutantRun.bind(runner);
  runner.mutantRun = ({ testFilter: _, ...options }) => run(options);
  return runner;
}
createRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "vitest-5", createRunner)];
