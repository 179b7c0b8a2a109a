import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Metafile } from "esbuild";
import { packageOf } from "./package-of.ts";
import type { Table } from "./report/report.ts";

/** Smaller packages are summed up. */
const SMALL_KB = 5;

/** Returns the size of a bundle, and its content by package. */
export async function weighBundle(
  file: string,
  { outputs }: Metafile,
): Promise<{ kilobytes: number; table: Table }> {
  const end = `/${basename(dirname(file))}/${basename(file)}`;
  const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(end)) ?? [];
  if (!output) throw new Error(`${file} is not an output of this build.`);
  const bytes = new Map<string, number>();
  for (const [source, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = packageOf(source);
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  const all = [...bytes]
    .map(([name, size]) => ({ name, size: size / 1_000 }))
    .sort((a, b) => b.size - a.size);
  const small = all.filter(({ size }) => size < SMALL_KB);
  const kilobytes = (await stat(file)).size / 1_000;
  return {
    kilobytes,
    table: {
      title: "The bot's bundle by package, minified",
      columns: [{ name: "Package" }, { name: "Size", unit: "KB" }],
      rows: [
        ...all.filter(({ size }) => size >= SMALL_KB).map(({ name, size }) => [name, size]),
        [`${small.length} more`, small.reduce((sum, { size }) => sum + size, 0)],
        ["all", kilobytes],
      ],
    },
  };
}
