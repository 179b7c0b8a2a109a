import { createHash } from "node:crypto";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { z } from "zod";

/** Statements and tables of up to so many characters are in a sample, or not, as a whole. */
const LONGEST_UNIT = 300;

const node = z.object({
  start: z.number(),
  end: z.number(),
  loc: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
});

const path = z.object({ node, parentPath: z.unknown() });

/** The largest piece of code around this node that is not longer than a unit; undefined within longer ones. */
function findUnit(start: unknown): z.output<typeof node> | undefined {
  let unit: z.output<typeof node> | undefined;
  for (
    let current = path.safeParse(start);
    current.success;
    current = path.safeParse(current.data.parentPath)
  ) {
    if (current.data.node.end - current.data.node.start > LONGEST_UNIT) break;
    unit = current.data.node;
  }
  return unit;
}

/**
 * Ignores the mutants outside of a sample: one unit of code in `MUTATION_SAMPLE` is mutated. The same code has the same
 * sample.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "sample", {
    shouldIgnore(at) {
      const unit = findUnit(at);
      if (!unit) return undefined;
      const { line, column } = unit.loc.start;
      const digest = createHash("sha256")
        .update(`${line}:${column}:${unit.end - unit.start}`)
        .digest();
      return digest.readUInt32BE() % Number(process.env["MUTATION_SAMPLE"]) === 0
        ? undefined
        : "It is not in the sample.";
    },
  }),
];
