import { readdir, readFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { SourceMap } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { packageOf } from "./package-of.ts";

/** Smaller shares are summed up. */
const SMALL_PERCENT = 1.5;

const sourceMap = z.object({
  version: z.number(),
  file: z.string().default(""),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(""),
});

const entry = z.object({ originalSource: z.string() });

/** Runs `work` under the profiler. Returns the share of the processor time by package of the bundle and the files next to it. */
export async function profileByPackage(
  bundle: string,
  work: () => Promise<unknown>,
): Promise<[name: string, percent: number][]> {
  const folder = dirname(bundle);
  const maps = new Map<string, SourceMap>();
  for (const name of await readdir(folder))
    if (name.endsWith(".mjs.map")) {
      const map = sourceMap.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
      maps.set(basename(name, ".map"), new SourceMap(map));
    }
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();

  const ownerOf = ({
    functionName,
    url,
    lineNumber,
    columnNumber,
  }: (typeof profile.nodes)[number]["callFrame"]) => {
    const map = maps.get(basename(url));
    if (map) {
      const found = entry.safeParse(map.findEntry(lineNumber, columnNumber));
      return found.success ? packageOf(found.data.originalSource) : "the bundle itself";
    }
    if (functionName === "(garbage collector)") return "garbage collection";
    if (functionName === "(idle)") return undefined;
    return url.startsWith("node:") ? "Node's own modules" : "native code";
  };
  const times = new Map<string, number>();
  const owners = new Map(profile.nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame)]));
  for (const [i, id] of (profile.samples ?? []).entries()) {
    const owner = owners.get(id);
    if (owner) times.set(owner, (times.get(owner) ?? 0) + (profile.timeDeltas?.[i] ?? 0));
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shares = [...times].map(([name, time]): [string, number] => [name, (100 * time) / total]);
  const small = shares.filter(([, share]) => share < SMALL_PERCENT);
  return [
    ...shares.filter(([, share]) => share >= SMALL_PERCENT).sort((a, b) => b[1] - a[1]),
    [`${small.length} more`, small.reduce((sum, [, share]) => sum + share, 0)],
  ];
}
