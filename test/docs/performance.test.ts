import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { fillDoc } from "../../bench/report/fill-doc.ts";
import { readResults } from "../../bench/report/results.ts";

test("docs/performance.md shows the latest results", async () => {
  const doc = await readFile(new URL("../../docs/performance.md", import.meta.url), "utf8");
  expect(doc).toMatch(/<!-- bench: goals -->\n\n\| Figure/);
  expect(fillDoc(doc, await readResults())).toBe(doc);
});
