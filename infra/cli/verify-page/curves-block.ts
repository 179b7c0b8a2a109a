import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { z } from "zod";

/** The package, next to which its own dependencies are found. */
const CURVES = dirname(fileURLToPath(import.meta.resolve("@noble/curves/bls12-381.js")));
const BEGIN = "<!-- begin of @noble/curves -->";
const END = "<!-- end of @noble/curves -->";

/** What the page uses. The curve brings its own SHA-256, which is synchronous: many small hashes are fast. */
const ENTRY = `
  import { bls12_381 } from "@noble/curves/bls12-381.js";
  import { sha256 } from "@noble/hashes/sha2.js";
  globalThis.noble = { sha256, shortSignatures: bls12_381.shortSignatures };
`;

const manifest = z.object({ version: z.string() });

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: CURVES },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
  });
  const code = outputFiles[0]?.text.trim() ?? "";
  if (code === "" || /<\/script|<!--/i.test(code)) throw new Error("The code cannot be part of a page.");
  return code;
}

/**
 * Makes the part of docs/verify.html that checks signatures on BLS12-381, which nobody should write by hand: the
 * installed `@noble/curves` as one script, with its version and its license.
 */
export async function makeCurvesBlock(): Promise<string> {
  const { version } = manifest.parse(JSON.parse(await readFile(`${CURVES}/package.json`, "utf8")));
  const license = (await readFile(`${CURVES}/LICENSE`, "utf8")).trim();
  return [
    BEGIN,
    "<!--",
    `@noble/curves ${version} with its @noble/hashes, https://github.com/paulmillr/noble-curves, minified. \`npm run page\``,
    "writes this script from the package. Everything else in this page is written by hand.",
    "",
    license,
    "-->",
    "<script>",
    "// biome-ignore-all lint: minified code",
    "// Stryker disable all",
    await bundle(),
    "</script>",
    END,
  ].join("\n");
}

/** Returns the part of a page between the two marks, with the marks. */
export function findCurvesBlock(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error("The page has no marks for the script of @noble/curves.");
  return page.slice(begin, end + END.length);
}
