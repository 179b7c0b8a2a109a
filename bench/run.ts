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

/** Runs a benchmark in its own process, and returns its report. */
async function measure(name: string, isQuick: boolean) {
  const child = fork(MEASURE, [name, ...(isQuick ? ["quick"] : [])]);
  const received = Promise.withResolvers<unknown>();
  child.once("message", received.resolve);
  child.once("exit", () => received.reject(new Error(`The benchmark ${name} exited without a report.`)));
  const ended = once(child, "exit");
  const figures = report.parse(await received.promise);
  await ended;
  return figures;
}

/**
 * `npm run bench` runs all or the named benchmarks, prints their figures and stores them in `bench/results.json`, from
 * which it creates the plots and tables of docs/performance.md. With `--quick`, it measures a fifth as often and stores
 * nothing. With `--report`, it measures nothing and only creates plots and tables.
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
    throw new Error(`Unknown benchmark ${unknown.join(", ")}. The benchmarks are ${all.join(", ")}.`);
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
