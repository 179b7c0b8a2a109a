import { glob, mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Metafile } from "esbuild";
import { createBundles, handlerFiles } from "../../infra/aws/bundles.ts";

interface Bundles {
  /** The content of each file, by its path. */
  files: ReadonlyMap<string, Buffer>;
  metafiles: ReadonlyMap<string, Metafile>;
}

declare global {
  /** The bundles of this process. Test files share a process, but some load all modules again. */
  var sharedBundles: Promise<Bundles> | undefined;
}

async function bundle(): Promise<Bundles> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-bundles-"));
  const metafiles = await createBundles(directory.path, handlerFiles);
  const files = new Map<string, Buffer>();
  for await (const file of glob("*/*.*", { cwd: directory.path }))
    files.set(file, await readFile(join(directory.path, file)));
  return { files, metafiles };
}

/**
 * Writes the bundles of all handlers into a folder, and returns what they contain, by name. All test files of this process
 * share the result of bundling, which takes seconds. Each uses a folder of its own: Node loads a path once, and a handler
 * reads its settings while it loads.
 */
export async function writeBundles(folder: string): Promise<ReadonlyMap<string, Metafile>> {
  globalThis.sharedBundles ??= bundle();
  const { files, metafiles } = await globalThis.sharedBundles;
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return metafiles;
}
