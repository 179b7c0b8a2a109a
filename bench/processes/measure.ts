import { benchmarks } from "../benchmarks.ts";

/*
 * Runs one benchmark in this new process, and sends its report to the parent process. Of the product's logs, only errors
 * are printed.
 */
const silent = () => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent });
const [, , name = "", isQuick] = process.argv;
const measure = await benchmarks[name]?.();
if (!measure) throw new Error(`The benchmark ${name} does not exist.`);
const report = await measure((usual) => (isQuick ? Math.ceil(usual / 5) : usual));
process.send?.(report);
process.disconnect();
