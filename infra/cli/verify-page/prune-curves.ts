import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Parts of the curve's file that keep code in a bundle although nothing uses it, and what to write instead. */
const PRUNED: readonly (readonly [part: RegExp, instead: string])[] = [
  // Signatures of all kinds. The page puts together the one that it checks.
  [/^export const bls12_381 = bls\(/m, "export const bls12_381 = /* @__PURE__ */ bls("],
  // Only hashes to the other group need it.
  [/^const isogenyMapG2 = [^;]*;$/m, ""],
];

/** What the page puts together, which the curve's file does not export. */
const INTERNAL = "fields, G1_Point, G2_Point, bls12_params, mapToG1, hasher_opts";

/** Statements that throw, up to the end of their message. A caller learns only that a signature is not genuine. */
const MESSAGE = /\bthrow new (\w*Error)\([^;]*?\);$/gm;

function pruneCurve(source: string): string {
  const pruned = PRUNED.reduce((text, [part, instead]) => {
    if (!part.test(text)) throw new Error(`@noble/curves has changed: it has no ${part}.`);
    return text.replace(part, instead);
  }, source);
  return `${pruned}\nexport { ${INTERNAL} };\n`;
}

/** Bundles @noble/curves without the signatures and the messages of errors that docs/verify.html does not need. */
export const pruneCurves: Plugin = {
  name: "prune-curves",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]@noble[/\\].*\.js$/ }, async ({ path }) => {
      const source = (await readFile(path, "utf8")).replace(MESSAGE, "throw new $1();");
      const contents = /bls12-381\.js$/.test(path) ? pruneCurve(source) : source;
      return { contents, loader: "js" };
    });
  },
};
