import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("docs/hostile-input.md names tests and files that exist", () => {
  const page = readFileSync("docs/hostile-input.md", "utf8");
  const tests = page
    .split("\n")
    .flatMap((row) =>
      [...(row.split("|")[4] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => `test/${name}`),
    );
  expect(tests.length).toBeGreaterThan(10);
  const files = [...page.matchAll(/`([a-z-]+\/[^`\s]+\.ts)`/g)].map(([, file = ""]) => file);
  const isMissing = (path: string) => ![path, `${path}.ts`, `${path}.test.ts`].some(existsSync);
  expect([...tests, ...files].filter(isMissing)).toEqual([]);
});
