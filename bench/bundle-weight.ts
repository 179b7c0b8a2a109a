import type { Metafile } from "esbuild";
import { listStartOutputs } from "../infra/aws/bundles.ts";
import { packageOf } from "./package-of.ts";
import type { Table } from "./report/report.ts";

/** Smaller packages are summed up. */
const SMALL_KB = 5;

/** Returns the size of what a cold start of a bundle reads, and its content by package. */
export function weighBundle(metafile: Metafile): { kilobytes: number; table: Table } {
  const outputs = Object.values(listStartOutputs(metafile));
  const bytes = new Map<string, number>();
  for (const { inputs } of outputs)
    for (const [source, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(source);
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  const all = [...bytes]
    .map(([name, size]) => ({ name, size: size / 1_000 }))
    .sort((a, b) => b.size - a.size);
  const small = all.filter(({ size }) => size < SMALL_KB);
  const kilobytes = outputs.reduce((sum, output) => sum + output.bytes, 0) / 1_000;
  return {
    kilobytes,
    table: {
      title: "What a cold start of the bot reads, by package, minified",
      columns: [{ name: "Package" }, { name: "Size", unit: "KB" }],
      rows: [
        ...all.filter(({ size }) => size >= SMALL_KB).map(({ name, size }) => [name, size]),
        [`${small.length} more`, small.reduce((sum, { size }) => sum + size, 0)],
        ["all", kilobytes],
      ],
    },
  };
}
