import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchmarks } from "./benchmarks.ts";
import { writeDoc } from "./report/fill-doc.ts";
import { drawPlots } from "./report/plots.ts";
import { printReport } from "./report/print-report.ts";
import { report } from "./report/report.ts";
import { keepReport, readResults } from "./report/results.ts";

const MEASURE = fileURLToPath(new URL("processes/measure.ts", import.meta.url));

/** Runs a benchmark in a process of its own; answers what it has measured. */
async function measure(name: string, isQuick: boolean) {
  const child = fork(MEASURE, [name, ...(isQuick ? ["quick"] : [])]);
  const told = Promise.withResolvers<unknown>();
  child.once("message", told.resolve);
  child.once("exit", () => told.reject(new Error(`The benchmark ${name} ended without figures.`)));
  const ended = once(child, "exit");
  const figures = report.parse(await told.promise);
  await ended;
  return figures;
}

/**
 * `npm run bench` runs all benchmarks, or those that are named, prints their figures, and keeps them in
 * `bench/results.json`, from which the plots and tables of docs/performance.md are made. With `--quick` it measures a
 * fifth as often and keeps nothing; with `--report` it measures nothing, and makes plots and tables anew.
 */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const all = Object.keys(benchmarks);
  const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0)
    throw new Error(`No benchmark is called ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  const wanted = positionals.length > 0 ? positionals : all;
  for (const name of values.report ? [] : wanted) {
    console.log(`\n── ${name} ──`);
    const begin = performance.now();
    const figures = await measure(name, values.quick);
    const seconds = (performance.now() - begin) / 1_000;
    printReport(figures);
    console.log(`It took ${Math.round(seconds)} s.`);
    if (!values.quick) await keepReport(name, figures, seconds);
  }
  if (values.quick) return;
  const results = await readResults();
  await drawPlots(results);
  await writeDoc(results);
}

await run();
