import { Stryker } from "@stryker-mutator/core";
import { parts } from "./parts.ts";

/** The share of mutants that must not go unnoticed. */
const GOAL = 0.9;

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const caught = ({ status }: MutantResult) => status === "Killed" || status === "Timeout";
const counted = ({ status }: MutantResult) => status !== "CompileError" && status !== "Ignored";
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

/** `claims` is a part, and `page:366-394` these lines of each of its files. */
const asked = new Map(process.argv.slice(2).map((name) => [name.replace(/:.*/, ""), /:.*/.exec(name)?.[0]]));
const results: MutantResult[] = [];
const unknown = [...asked.keys()].filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new RangeError(`There is no part ${unknown.join(", ")}: ${Object.keys(parts).join(", ")}.`);
for (const [name, { mutate, tests, isInBrowser }] of Object.entries(parts)) {
  if (asked.size > 0 && !asked.has(name)) continue;
  const lines = asked.get(name) ?? "";
  process.env["MUTATION_TESTS"] = tests.join(";");
  const stryker = new Stryker({
    mutate: mutate.map((files) => files + lines),
    testRunner: "vitest-5",
    plugins: ["@stryker-mutator/vitest-runner", "./test/mutation/vitest-runner.ts"],
    vitest: { configFile: "vitest.mutation.config.ts", related: false },
    coverageAnalysis: isInBrowser ? "off" : "perTest",
    concurrency: 1,
    // Stryker would rewrite it with an API that TypeScript 7 has no more.
    tsconfigFile: "none",
    tempDirName: ".stryker",
    reporters: ["json", "clear-text", "progress-append-only"],
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
    clearTextReporter: { reportTests: false, allowColor: false },
  });
  const found = (await stryker.runMutationTest()).filter(counted);
  results.push(...found);
  console.info(`${name}: ${percent(found.filter(caught).length, found.length)} of ${found.length} noticed`);
}
const share = results.filter(caught).length / results.length;
console.info(`All: ${percent(results.filter(caught).length, results.length)} of ${results.length} noticed`);
if (share < GOAL) process.exitCode = 1;
