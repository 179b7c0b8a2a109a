import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { z } from "zod";
import { type Report, report } from "./report.ts";

const FILE = new URL("../results.json", import.meta.url);

const machine = z.strictObject({
  processor: z.string(),
  cores: z.number(),
  memory: z.string(),
  system: z.string(),
  node: z.string(),
});

const results = z.record(
  z.string(),
  report.extend({
    /** ISO 8601. */
    measured_at: z.string(),
    seconds: z.number(),
    machine,
  }),
);

export type Results = z.output<typeof results>;

function describeMachine(): z.output<typeof machine> {
  const [first] = cpus();
  return {
    processor: first?.model ?? "unknown",
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

/** Returns the latest results by benchmark, or an empty object without a file. */
export async function readResults(): Promise<Results> {
  try {
    return results.parse(JSON.parse(await readFile(FILE, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

/** Replaces the stored report of a benchmark. */
export async function keepReport(name: string, measured: Report, seconds: number): Promise<void> {
  const all = await readResults();
  all[name] = {
    measured_at: new Date().toISOString(),
    seconds: Math.round(seconds),
    machine: describeMachine(),
    ...measured,
  };
  await writeFile(FILE, `${JSON.stringify(all, null, 2)}\n`);
}
