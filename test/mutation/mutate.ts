import { Stryker } from "@stryker-mutator/core";

/** What is mutated, and the tests that are to notice it: only those that are fast. */
const groups = {
  walk: {
    mutate: ["workflow/draw/{walk,walk-stretch,places-to-visit,apply-revision}.ts"],
    tests: ["test/workflow/draw/{walk,walk-stretch,places-to-visit,apply-revision}.test.ts"],
  },
  verify: {
    mutate: ["workflow/draw/{receipt,verify-draw,export-draw,exported-draw}.ts"],
    tests: ["test/workflow/draw/{receipt,verify-draw,export-draw,exported-draw}.test.ts"],
  },
  claims: {
    mutate: ["data/claims.ts", "workflow/judge-claim.ts"],
    tests: ["test/data/claims.test.ts", "test/workflow/judge-claim.test.ts"],
  },
  draw: {
    mutate: ["workflow/{claim-winners,select-winners,settle-draw,require-alive}.ts"],
    tests: ["test/workflow/{claim-winners,select-winners,settle-draw,require-alive}.test.ts"],
  },
  parsing: {
    mutate: ["data/{employee,environment}.ts", "bot/messages/mrkdwn.ts", "workflow/messages.ts"],
    tests: [
      "test/data/{employee,environment}.test.ts",
      "test/bot/messages/mrkdwn.test.ts",
      "test/workflow/messages.test.ts",
    ],
  },
  entry: {
    mutate: ["bot/{http-entry,slack-request}.ts"],
    tests: ["test/bot/{http-entry,app}.test.ts"],
  },
  commands: {
    mutate: ["bot/{commands/{registry,draw,redraw,confirm-revision},typed/*,judge-place}.ts"],
    tests: ["test/bot/{commands,typed}/*.test.ts", "test/bot/judge-place.test.ts"],
  },
};

/** The share of mutants that must not go unnoticed. */
const GOAL = 0.9;

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const caught = ({ status }: MutantResult) => status === "Killed" || status === "Timeout";
const counted = ({ status }: MutantResult) => status !== "CompileError" && status !== "Ignored";
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

const asked = process.argv.slice(2);
const results: MutantResult[] = [];
for (const [name, { mutate, tests }] of Object.entries(groups)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.env["MUTATION_TESTS"] = tests.join(";");
  const stryker = new Stryker({
    mutate,
    testRunner: "vitest-5",
    plugins: ["@stryker-mutator/vitest-runner", "./test/mutation/vitest-runner.ts"],
    vitest: { configFile: "vitest.mutation.config.ts", related: false },
    coverageAnalysis: "perTest",
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
