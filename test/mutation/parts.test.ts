import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findFiles } from "./find-files.ts";
import { parts } from "./parts.ts";

describe.each(Object.entries(parts))("the part %s of mutation testing", (_, { mutate, tests }) => {
  test("names code and tests that exist", () => {
    expect(
      findFiles(mutate).filter(
        (file) => !/^((bot|data|infra|workflow)\/.*\.ts|docs\/verify\.html)$/.test(file),
      ),
    ).toEqual([]);
    expect(findFiles(tests).filter((file) => !/^test\/.*\.test\.ts$/.test(file))).toEqual([]);
  });
});

test("each file of the product belongs to one part of mutation testing", () => {
  const files = Object.values(parts).flatMap(({ mutate }) => findFiles(mutate));
  expect(files.toSorted()).toEqual(findFiles(["{bot,data,workflow,infra/cli}/**/*.ts", "docs/verify.html"]));
});

test("the long tests of CI mutate each part once", () => {
  const jobs = readFileSync(".github/workflows/long-tests.yml", "utf8").matchAll(/mutate -- (.+)/g);
  const mutated = [...jobs].flatMap(([, names = ""]) => names.split(" "));
  expect(mutated.toSorted()).toEqual(Object.keys(parts).toSorted());
});

test.each(["data/people/absent.ts", "data/people/{claims,absent}.ts", "!data/people/absent.ts"])(
  "refuses the pattern %s, which matches no file",
  (pattern) => {
    expect(() => findFiles([pattern])).toThrow("No file matches data/people/absent.ts.");
  },
);
