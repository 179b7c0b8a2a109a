/**
 * Runs the complete product in a process that records what it does to the files of its folder. Started by
 * `start-stack-process.ts`.
 */
import { registerHooks } from "node:module";
import { z } from "zod";
import { recordDisk } from "./record-disk.ts";

const { LOTTERY_DATA, RECORD } = z
  .object({ LOTTERY_DATA: z.string(), RECORD: z.string() })
  .parse(process.env);

const double = new URL("./sqlite-on-recorded-disk.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "node:sqlite" ? { url: double, shortCircuit: true } : next(specifier, context),
});
recordDisk(LOTTERY_DATA, RECORD);
await import("../run-stack-process.ts");
