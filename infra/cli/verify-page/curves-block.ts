import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { z } from "zod";
import { pruneCurves } from "./prune-curves.ts";

/** The package, next to which its own dependencies are found. */
const CURVES = dirname(fileURLToPath(import.meta.resolve("@noble/curves/bls12-381.js")));
const BEGIN = "<!-- begin of @noble/curves -->";
const END = "<!-- end of @noble/curves -->";

/**
 * What the page uses. The curve brings its own SHA-256, which is synchronous: many small hashes are fast. A signature is a
 * point on G1: e(signature, generator of G2) = e(hash of the message, public key).
 */
const ENTRY = `
  import { fields, G1_Point, G2_Point, bls12_params, mapToG1, hasher_opts } from "@noble/curves/bls12-381.js";
  import { blsBasic } from "@noble/curves/abstract/bls.js";
  import { createHasher } from "@noble/curves/abstract/hash-to-curve.js";
  import { sha256 } from "@noble/hashes/sha2.js";
  const { pairingBatch } = blsBasic(fields, G1_Point, G2_Point, bls12_params);
  const { hashToCurve } = createHasher(G1_Point, mapToG1, { ...hasher_opts, m: 1 });
  const verify = (signature, message, publicKey, DST) => {
    const key = { g1: hashToCurve(message, { DST }), g2: G2_Point.fromBytes(publicKey).negate() };
    const generator = { g1: G1_Point.fromBytes(signature), g2: G2_Point.BASE };
    return fields.Fp12.eql(pairingBatch([key, generator]), fields.Fp12.ONE);
  };
  globalThis.noble = { sha256, verify };
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
    plugins: [pruneCurves],
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
    `@noble/curves ${version} with its @noble/hashes, https://github.com/paulmillr/noble-curves: what checks a signature,`,
    "minified, without the messages of errors. `npm run page` writes this script from the package. Everything else in this",
    "page is written by hand.",
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
