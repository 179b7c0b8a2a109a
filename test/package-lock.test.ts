import { expect, test } from "vitest";
import { lockfileVersion, nameOfPackage, packageJson, packages, treeOf } from "./support/lock-file.ts";

/** Licences under which a work may be part of one under MIT. */
const COMPATIBLE = ["MIT", "MIT-0", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD"];
/** The same for fonts, which the page serves unchanged. */
const OF_FONTS = ["OFL-1.1"];

const { "": root, ...installed } = packages;
const all = Object.entries(installed);
const pathsWhere = (isWrong: (each: (typeof all)[number][1]) => boolean) =>
  all.filter(([, each]) => isWrong(each)).map(([path]) => path);

test("the lock file names every package by its exact version and its content", () => {
  expect(lockfileVersion).toBe(3);
  expect(all.length).toBeGreaterThan(100);
  expect(pathsWhere(({ version = "" }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  // The hash of a package covers the packages that it bundles.
  expect(
    pathsWhere(({ inBundle, integrity = "" }) => !inBundle && !/^sha512-.{88}$/.test(integrity)),
  ).toEqual([]);
});

test("all packages come from the registry", () => {
  expect(pathsWhere(({ link }) => link)).toEqual([]);
  const isElsewhere = (url: string | undefined) =>
    url !== undefined && !url.startsWith("https://registry.npmjs.org/");
  expect(pathsWhere(({ resolved }) => isElsewhere(resolved))).toEqual([]);
});

test("the lock file matches package.json", () => {
  const { dependencies, devDependencies } = packageJson;
  expect(root).toMatchObject({ dependencies, devDependencies });
});

test("only the listed packages have install scripts, and only Node may run its script", () => {
  const named = pathsWhere(({ hasInstallScript }) => hasInstallScript).map(nameOfPackage);
  expect(Object.keys(packageJson.allowScripts).toSorted()).toEqual([...new Set(named)].toSorted());
  const allowed = Object.entries(packageJson.allowScripts).filter(([, isAllowed]) => isAllowed);
  expect(allowed).toEqual([["node", true]]);
});

test("everything that the product needs has a licence that is compatible with MIT", () => {
  const incompatible = treeOf(Object.keys(packageJson.dependencies)).filter((path) => {
    const allowed = nameOfPackage(path).startsWith("@fontsource/") ? OF_FONTS : COMPATIBLE;
    return !allowed.includes(packages[path]?.license ?? "none");
  });
  expect(incompatible).toEqual([]);
});
