import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/** The rooms that each room may import. Bench and test are not part of the product, so nothing imports them. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  data: ["data"],
  workflow: ["data", "workflow"],
  bot: ["data", "workflow", "bot"],
  infra: ["data", "workflow", "bot", "infra"],
  bench: ["data", "workflow", "bot", "infra", "test", "bench"],
  test: ["data", "workflow", "bot", "infra", "bench", "test"],
};

const MAX_LINES = 300;

/** Files that may be longer: texts, the page that anyone can save as one file, and the list of all kinds of roster files. */
const MAY_BE_LONGER = /^(bot\/locales\/.*|docs\/verify\.html|test\/workflow\/roster\/file\/shapes\.ts)$/;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(ts|js|html|css)$/.test(file));

const read = (file: string) => readFileSync(file, "utf8");

/** The files of the repository that a file imports. Imports of types do not count: they do not exist at run time. */
function importsOf(file: string): string[] {
  const imported = read(file).matchAll(/^(?:import|export)\b([^;"]*?)"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm);
  return [...imported]
    .filter(([, names = ""]) => !/^ type\b|^ \{(\s*type [^,}]+,?)+\s*\}/.test(names))
    .map(([, , fixed, dynamic]) => join(dirname(file), fixed ?? dynamic ?? ""));
}

const roomOf = (file: string) => file.split("/")[0] ?? "";
const imports = new Map(
  files
    .filter((file) => roomOf(file) in MAY_IMPORT && file.endsWith(".ts"))
    .map((file) => [file, importsOf(file)]),
);

describe("the structure of the code", () => {
  test("no file imports a room above its own", () => {
    const upward = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => roomOf(target) in MAY_IMPORT)
        .filter((target) => !MAY_IMPORT[roomOf(file)]?.includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(imports.size).toBeGreaterThan(300);
    expect(upward).toEqual([]);
  });

  test("no file imports itself through other files", () => {
    const done = new Set<string>();
    const findCycle = (file: string, path: readonly string[]): readonly string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return undefined;
      done.add(file);
      for (const target of imports.get(file) ?? []) {
        const cycle = findCycle(target, [...path, file]);
        if (cycle) return cycle;
      }
      return undefined;
    };
    expect([...imports.keys()].map((file) => findCycle(file, [])).filter((cycle) => cycle)).toEqual([]);
  });

  test(`no file has more than ${MAX_LINES} lines, except texts and data`, () => {
    const long = files
      .filter((file) => !MAY_BE_LONGER.test(file))
      .filter((file) => read(file).split("\n").length - 1 > MAX_LINES);
    expect(long).toEqual([]);
  });
});
