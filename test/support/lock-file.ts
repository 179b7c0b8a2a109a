import { readFileSync } from "node:fs";
import { z } from "zod";

const names = z.record(z.string(), z.string()).default({});

const lockedPackage = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});

const lockFile = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), lockedPackage) });
const manifest = z.object({
  scripts: names,
  dependencies: names,
  devDependencies: names,
  allowScripts: z.record(z.string(), z.boolean()),
});

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));

export const { lockfileVersion, packages } = lockFile.parse(read("package-lock.json"));
export const packageJson = manifest.parse(read("package.json"));

/** Returns the name of the package at a path: `node_modules/a/node_modules/@b/c` contains `@b/c`. */
export function nameOfPackage(path: string): string {
  return path.split("node_modules/").at(-1) ?? "";
}

/** Returns the path at which the package at `from` finds the package `name`, as Node resolves it, or undefined. */
function resolve(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    const path = `${folder && `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === "") return undefined;
  }
}

/** Returns all paths that are installed for these packages of package.json, including their own. */
export function treeOf(direct: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string, from: string) => {
    const path = resolve(name, from);
    const each = path === undefined ? undefined : packages[path];
    if (path === undefined || !each || found.has(path)) return;
    found.add(path);
    for (const needed of Object.keys({
      ...each.dependencies,
      ...each.optionalDependencies,
      ...each.peerDependencies,
    }))
      visit(needed, path);
  };
  for (const name of direct) visit(name, "");
  return [...found];
}
