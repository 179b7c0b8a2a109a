import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const page = await readFile(new URL("docs/invariants.md", root), "utf8");
const attacks = [...page.matchAll(/`(test\/\S+\.ts)`: "([^"]+)" \|$/gm)].map(([, file = "", name = ""]) => ({
  file,
  name,
}));

test("each row of docs/invariants.md names a test", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| What holds"));
  expect(attacks).toHaveLength(rows.length);
});

test.each(attacks)("docs/invariants.md names a test that exists: $name", async ({ file, name }) => {
  expect(await readFile(new URL(file, root), "utf8")).toContain(`"${name}"`);
});
