import { readFileSync, writeFileSync } from "node:fs";
import {
  commonTokens,
  declareFactoryPlugin,
  type Injector,
  PluginKind,
  tokens,
} from "@stryker-mutator/api/plugin";
import { DryRunStatus, type MutantRunResult, MutantRunStatus } from "@stryker-mutator/api/test-runner";
import { strykerPlugins as plugins } from "@stryker-mutator/vitest-runner";
import { z } from "zod";
import { MUTATED_FILE } from "./likely-first.ts";

/**
 * The number of tests of each file, in the folder of the copied code. After a timeout, Stryker continues with a new
 * process, which did not see the first run.
 */
const COUNTS_FILE = "tests-of-files.json";

const counts = z.record(z.string(), z.number());

/**
 * Stryker's runner for Vitest, with three differences. Against each mutant it runs whole files of tests that reach it: the
 * names by which Stryker would select single tests do not match those of Vitest 5, so it would run no test. A mutant with
 * which a file of tests cannot be loaded counts as noticed. And it reports no coverage if that is off.
 */
function createRunner(injector: Injector) {
  const [plugin] = plugins;
  if (!plugin) throw new RangeError("Stryker has no runner for Vitest.");
  const runner = plugin.factory(injector);
  const dryRun = runner.dryRun.bind(runner);
  const mutantRun = runner.mutantRun.bind(runner);

  runner.dryRun = async function countTests(options) {
    const result = await dryRun(options);
    if (result.status !== DryRunStatus.Complete) return result;
    const { tests } = result;
    const testsOf: Record<string, number> = {};
    for (const file of tests.map(({ id }) => fileOf(id))) testsOf[file] = (testsOf[file] ?? 0) + 1;
    const notLoaded = (process.env["MUTATION_TESTS"] ?? "")
      .split(";")
      .filter((file) => !Object.keys(testsOf).some((id) => id.endsWith(`${file}#`)));
    if (notLoaded.length > 0) throw new RangeError(`No test was loaded from ${notLoaded.join(", ")}.`);
    writeFileSync(COUNTS_FILE, JSON.stringify(testsOf));
    // What a file of tests loads before its first test is in no test. Without coverage, all tests run against each mutant.
    return options.coverageAnalysis === "off" ? { status: result.status, tests } : result;
  };

  runner.mutantRun = async function runFiles({ testFilter, ...options }): Promise<MutantRunResult> {
    const files = testFilter && [...new Set(testFilter.map(fileOf))];
    process.env[MUTATED_FILE] = options.sandboxFileName;
    const result = await mutantRun({ ...options, ...(files && { testFilter: files }) });
    const testsOf = counts.parse(JSON.parse(readFileSync(COUNTS_FILE, "utf8")));
    const expected = (files ?? Object.keys(testsOf)).reduce((sum, file) => sum + (testsOf[file] ?? 0), 0);
    if (result.status !== MutantRunStatus.Survived || result.nrOfTests >= expected) return result;
    return {
      ...result,
      status: MutantRunStatus.Killed,
      killedBy: [],
      failureMessage: "A file of tests was not loaded.",
    };
  };
  return runner;
}

/** The id of a test consists of its file, `#` and its name. Without a name, it means all tests of the file. */
function fileOf(testId: string): string {
  return testId.slice(0, testId.indexOf("#") + 1);
}

createRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "vitest-5", createRunner)];
