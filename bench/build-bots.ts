import { mkdir, mkdtempDisposable } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createBundles, handlerFiles } from "../infra/aws/bundles.ts";

/** Bundles in this folder find the libraries that they do not contain. */
const CACHE = fileURLToPath(new URL("../node_modules/.cache/bench/", import.meta.url));

/** Builds all deployed functions. */
export async function buildFunctions() {
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtempDisposable(CACHE);
  await createBundles(directory.path, handlerFiles);
  return {
    fileOf: (name: string) => join(directory.path, name, "index.mjs"),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

/** Builds the deployed bot and its two references, and returns the files. */
export async function buildBots() {
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtempDisposable(CACHE);
  const metafiles = await createBundles(directory.path, {
    Slack: handlerFiles.Slack,
    HandWritten: "bench/references/hand-written-bot.ts",
  });
  const metafile = metafiles.get("Slack");
  if (!metafile) throw new Error("The bot was not bundled.");
  const usual = join(directory.path, "usual/index.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("references/usual-bolt-bot.ts", import.meta.url))],
    outfile: usual,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node24",
    format: "esm",
    logLevel: "warning",
  });
  return {
    deployed: join(directory.path, "Slack/index.mjs"),
    handWritten: join(directory.path, "HandWritten/index.mjs"),
    usual,
    metafile,
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}
