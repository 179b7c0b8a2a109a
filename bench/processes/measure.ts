import { benchmarks } from "../benchmarks.ts";

/*
 * Runs one benchmark in this process, which has loaded nothing else, and tells its parent what it has measured. The logs
 * of the product have no place on the terminal; errors do.
 */
const silent = () => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent });
const [, , name = "", isQuick] = process.argv;
const measure = await benchmarks[name]?.();
if (!measure) throw new Error(`There is no benchmark ${name}.`);
const report = await measure((usual) => (isQuick ? Math.ceil(usual / 5) : usual));
process.send?.(report);
process.disconnect();
