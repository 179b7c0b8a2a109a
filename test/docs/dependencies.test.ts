import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createBundles, handlerFiles } from "../../infra/aws/bundles.ts";
import { nameOfPackage, packageJson, packages, treeOf } from "../support/lock-file.ts";

const sourceMap = z.object({ sources: z.array(z.string()) });

let page: string;
/** The names of the packages that have code in a bundle. */
const bundled = new Set<string>();
beforeAll(async () => {
  page = await readFile(new URL("../../docs/dependencies.md", import.meta.url), "utf8");
  const folder = await mkdtemp(join(tmpdir(), "lottery-bundles-"));
  await createBundles(folder, handlerFiles);
  for (const name of Object.keys(handlerFiles)) {
    const map = await readFile(join(folder, name, "index.mjs.map"), "utf8");
    for (const source of sourceMap.parse(JSON.parse(map)).sources) {
      const [, inPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
      if (inPackage) bundled.add(inPackage);
    }
  }
  await rm(folder, { recursive: true });
});

const direct = Object.keys(packageJson.dependencies);
const bundledOf = (paths: readonly string[]) =>
  paths.filter((path) => bundled.has(nameOfPackage(path))).length;

test("the table has each package that is deployed, with why, what it drags in and what of that is bundled", () => {
  const rows = [...page.matchAll(/^\| `(.+?)` \| (.+?) \| (\d+) \| (\d+) \|$/gm)];
  const expected = direct.map((name) => {
    const dragged = treeOf([name]).filter((path) => path !== `node_modules/${name}`);
    return [name, dragged.length, bundledOf(dragged)];
  });
  const shown = rows.map(([, name, , dragged, inBundle]) => [name, Number(dragged), Number(inBundle)]);
  expect(shown.toSorted()).toEqual(expected.toSorted());
  for (const [, , why = ""] of rows) expect(why.length).toBeGreaterThan(20);
});

test("the text says how many packages there are in all, in the bundles, and under which licences", () => {
  const all = treeOf(direct);
  expect(page).toContain(`${all.length} packages under`);
  expect(page).toContain(`Of these, ${bundled.size} have code in a Lambda's bundle`);
  for (const path of all) expect(page).toContain(packages[path]?.license);
});
