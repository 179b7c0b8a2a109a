import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchmarks } from "./benchmarks.ts";
import { printReport } from "./report/print-report.ts";
import { report } from "./report/report.ts";
import { keepReport } from "./report/results.ts";

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
 * `bench/results.json`. With `--quick` it measures a fifth as often and keeps nothing.
 */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0)
    throw new Error(
      `No benchmark is called ${unknown.join(", ")}. There are: ${Object.keys(benchmarks).join(", ")}.`,
    );
  for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
    console.log(`\n── ${name} ──`);
    const begin = performance.now();
    const figures = await measure(name, values.quick);
    const seconds = (performance.now() - begin) / 1_000;
    printReport(figures);
    console.log(`It took ${Math.round(seconds)} s.`);
    if (!values.quick) await keepReport(name, figures, seconds);
  }
}

await run();
