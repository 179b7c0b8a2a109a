import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { findFiles } from "./find-files.ts";
import { parts } from "./parts.ts";

/** The share of mutants that must be noticed. */
const GOAL = 0.9;

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const caught = ({ status }: MutantResult) => status === "Killed" || status === "Timeout";
const counted = ({ status }: MutantResult) => status !== "CompileError" && status !== "Ignored";

/** Stryker counts the lines of a web page from its script. The last one of a page is its own. */
function formatRange(file: string, range = ""): string {
  if (!file.endsWith(".html")) return range;
  const page = readFileSync(file, "utf8");
  const markup = page.slice(0, page.lastIndexOf("<script>"));
  const linesBefore = markup.split("\n").length - 1;
  return range.replaceAll(/\d+/g, (line) => String(Number(line) - linesBefore));
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string" } },
});
const { sample } = values;
if (sample !== undefined && !/^[1-9]\d*$/.test(sample))
  throw new RangeError("--sample must be a whole number: 5 mutates one piece of code in five.");
if (sample !== undefined) process.env["MUTATION_SAMPLE"] = sample;

/** The arguments: `claims` is a part, and `typed:10-40` these lines of each file of a part. */
const asked = new Map(positionals.map((name) => [name.replace(/:.*/, ""), /:.*/.exec(name)?.[0]]));
const results: MutantResult[] = [];
const unknown = [...asked.keys()].filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new RangeError(`Unknown part ${unknown.join(", ")}. The parts are ${Object.keys(parts).join(", ")}.`);
for (const [name, { mutate, tests, isWiring }] of Object.entries(parts)) {
  if (asked.size > 0 && !asked.has(name)) continue;
  const lines = asked.get(name);
  process.env["MUTATION_TESTS"] = findFiles(tests).join(";");
  const stryker = new Stryker({
    mutate: findFiles(mutate).map((file) => file + formatRange(file, lines)),
    testRunner: "vitest-5",
    plugins: [
      "@stryker-mutator/vitest-runner",
      "./test/mutation/vitest-runner.ts",
      "./test/mutation/sample.ts",
      "./test/mutation/type-checker.ts",
      "./test/mutation/report-at-once.ts",
    ],
    checkers: isWiring ? ["types"] : [],
    ignorers: sample === undefined ? [] : ["sample"],
    vitest: { configFile: "vitest.mutation.config.ts", related: false },
    coverageAnalysis: isWiring ? "off" : "perTest",
    concurrency: 1,
    // A test that waits for ever ends by its own timeout, which counts as noticed, too. This one ends endless loops. It is
    // long, because a test that only takes longer than usual must not count.
    timeoutMS: 60_000,
    // Stryker would rewrite tsconfig.json with an API that TypeScript 7 no longer has.
    tsconfigFile: "none",
    tempDirName: ".stryker",
    reporters: ["json", "clear-text", "progress-append-only", "at-once"],
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
    clearTextReporter: { reportTests: false, allowColor: false },
  });
  const found = (await stryker.runMutationTest()).filter(counted);
  results.push(...found);
  console.info(
    `${name}: ${percent(found.filter(caught).length, found.length)} of ${found.length} mutants noticed`,
  );
}
const share = results.filter(caught).length / results.length;
console.info(
  `All: ${percent(results.filter(caught).length, results.length)} of ${results.length} mutants noticed`,
);
if (share < GOAL) process.exitCode = 1;
