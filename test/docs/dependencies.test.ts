/** @module-tag slow */
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { handlerFiles } from "../../infra/aws/bundles.ts";
import { findImportedPackages } from "../support/imported-packages.ts";
import { nameOfPackage, packageJson, packages, treeOf } from "../support/lock-file.ts";
import { writeBundles } from "../support/share-bundles.ts";

/** Scripts in package.json that run a file of infra/, but only for developers. */
const FOR_DEVELOPERS = ["screenshots", "page"];

const sourceMap = z.object({ sources: z.array(z.string()) });

/** The programs that run in production on one machine, including the tools for administrators. */
const programs = Object.entries(packageJson.scripts).flatMap(([script, command]) => {
  const [, file] = /^node (infra\/\S+\.ts)$/.exec(command) ?? [];
  return file && !FOR_DEVELOPERS.includes(script) ? [file] : [];
});
const direct = Object.keys(packageJson.dependencies);

let page: string;
/** The names of the packages that have code in a bundle. */
const bundled = new Set<string>();
let deployed: Set<string>;
let runOnOneMachine: Set<string>;

beforeAll(async () => {
  page = await readFile(new URL("../../docs/dependencies.md", import.meta.url), "utf8");
  const folder = await mkdtemp(join(tmpdir(), "lottery-bundles-"));
  await writeBundles(folder);
  for await (const file of glob("*/*.mjs.map", { cwd: folder })) {
    const map = await readFile(join(folder, file), "utf8");
    for (const source of sourceMap.parse(JSON.parse(map)).sources) {
      const [, inPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
      if (inPackage) bundled.add(inPackage);
    }
  }
  await rm(folder, { recursive: true });
  deployed = await findImportedPackages(Object.values(handlerFiles));
  runOnOneMachine = await findImportedPackages(programs);
});

const bundledOf = (paths: readonly string[]) =>
  paths.filter((path) => bundled.has(nameOfPackage(path))).length;
const dependenciesOf = (name: string) => treeOf([name]).filter((path) => path !== `node_modules/${name}`);

describe("package.json", () => {
  test("lists exactly the packages that run in production under dependencies", () => {
    expect(programs).toEqual(expect.arrayContaining(["infra/local/start.ts", "infra/cli/import-roster.ts"]));
    // The package `node` provides Node 24 for the scripts.
    expect(new Set(direct)).toEqual(new Set(["node", ...deployed, ...runOnOneMachine]));
  });
});

describe("docs/dependencies.md", () => {
  test("lists each deployed package with its reason, and counts its dependencies and the bundled ones", () => {
    const rows = [...page.matchAll(/^\| `(.+?)` \| (.+?) \| (\d+) \| (\d+) \|$/gm)];
    const expected = [...deployed].map((name) => {
      const dependencies = dependenciesOf(name);
      return [name, dependencies.length, bundledOf(dependencies)];
    });
    const shown = rows.map(([, name, , dependencies, inBundle]) => [
      name,
      Number(dependencies),
      Number(inBundle),
    ]);
    expect(shown.toSorted()).toEqual(expected.toSorted());
    for (const [, , why = ""] of rows) expect(why.length).toBeGreaterThan(20);
  });

  test("lists each package that runs on one machine only with its reason, and counts its dependencies", () => {
    const rows = [...page.matchAll(/^\| `(.+?)` \| ([^|]+?) \| (\d+) \|$/gm)];
    const expected = direct
      .filter((name) => !deployed.has(name))
      .map((name) => [name, dependenciesOf(name).length]);
    const shown = rows.map(([, name, , dependencies]) => [name, Number(dependencies)]);
    expect(shown.toSorted()).toEqual(expected.toSorted());
    for (const [, , why = ""] of rows) expect(why.length).toBeGreaterThan(20);
  });

  test("counts all packages and the bundled ones, and names all licenses", () => {
    const all = treeOf(direct);
    expect(page).toContain(`${treeOf([...deployed]).length} packages reach AWS`);
    expect(page).toContain(`${bundled.size} of them have code in a Lambda's bundle`);
    expect(page).toContain(`${all.length} packages in all`);
    for (const path of all) expect(page).toContain(packages[path]?.license);
  });
});
