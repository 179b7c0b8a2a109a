import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { z } from "zod";
import { createBundles, handlerFiles } from "../../infra/aws/bundles.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = join(ROOT, "node_modules/.cache/bundles");

/** What the bundles are made of. */
const SOURCES = ["{data,workflow,bot,infra/aws}/**/*", "package-lock.json", "tsconfig.json"];

interface Bundles {
  /** The content of each file, by its path. */
  files: ReadonlyMap<string, Buffer>;
  metafiles: ReadonlyMap<string, Metafile>;
}

/** The bundles of this process, which the test files share. */
let shared: Promise<Bundles> | undefined;

/** A digest of everything that the bundles are made of. */
async function digestSources(): Promise<string> {
  const digest = createHash("sha256");
  const files: string[] = [];
  for await (const file of glob(SOURCES, { cwd: ROOT })) if (extname(file)) files.push(file);
  for (const file of files.sort()) digest.update(file).update(await readFile(join(ROOT, file)));
  return digest.digest("hex").slice(0, 32);
}

const METAFILES = "metafiles.json";
const metafiles = z.array(z.tuple([z.string(), z.custom<Metafile>()]));

/** Returns a folder with the bundles. The next run uses it again, unless a source has changed. */
async function bundle(): Promise<string> {
  const digest = await digestSources();
  const complete = join(CACHE, digest);
  if (existsSync(complete)) return complete;
  const partial = `${complete}-${process.pid}`;
  await mkdir(partial, { recursive: true });
  const made = await createBundles(partial, handlerFiles);
  await writeFile(join(partial, METAFILES), JSON.stringify([...made]));
  try {
    // Another test file may have made the same bundles in the meantime.
    await rename(partial, complete);
  } catch (error) {
    if (!existsSync(complete)) throw error;
    await rm(partial, { recursive: true });
  }
  for (const older of await readdir(CACHE))
    if (!older.startsWith(digest)) await rm(join(CACHE, older), { recursive: true, force: true });
  return complete;
}

async function readBundles(): Promise<Bundles> {
  const folder = await bundle();
  const files = new Map<string, Buffer>();
  for await (const file of glob("*/*.*", { cwd: folder }))
    files.set(file, await readFile(join(folder, file)));
  const made = metafiles.parse(JSON.parse(await readFile(join(folder, METAFILES), "utf8")));
  return { files, metafiles: new Map(made) };
}

/**
 * Writes the bundles of all handlers into a folder, and returns what they contain, by name. All test files of this process
 * share the result of bundling, which takes seconds. Each uses a folder of its own: Node loads a path once, and a handler
 * reads its settings while it loads.
 */
export async function writeBundles(folder: string): Promise<ReadonlyMap<string, Metafile>> {
  shared ??= readBundles();
  const { files, metafiles } = await shared;
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return metafiles;
}
