import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Files that a program finds by the name of their package instead of importing them: fonts, modules for a browser. */
const RESOLVED = /import\.meta\.resolve\(\s*"([^"]+)"/g;

function nameOfSpecifier(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The npm packages that these files need at run time, directly and through the other files that they import. */
export async function findImportedPackages(files: readonly string[]): Promise<Set<string>> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...files],
    outdir: "unused",
    write: false,
    metafile: true,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const imported = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external && !path.startsWith("node:"))
    .map(({ path }) => path);
  const sources = await Promise.all(
    Object.keys(metafile.inputs).map((file) => readFile(join(ROOT, file), "utf8")),
  );
  const resolved = sources.flatMap((source) => [...source.matchAll(RESOLVED)].map(([, found = ""]) => found));
  return new Set([...imported, ...resolved].map(nameOfSpecifier));
}
