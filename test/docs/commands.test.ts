import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../bot/commands/registry.ts";
import { locales } from "../../bot/locales/locales.ts";

const pages = [
  { file: "README.md", locale: "en", everybody: "everyone", operators: "operators" },
  { file: "README.zh-CN.md", locale: "zh-CN", everybody: "所有人", operators: "管理员" },
] as const;

describe.each(pages)("the table of commands in $file", ({ file, locale, everybody, operators }) => {
  const read = async () => {
    const page = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
    return [...page.matchAll(/^\| `\/lottery (\w+)[^|]*\| ([^|]+) \|/gm)].map(([, name, who]) => ({
      name,
      who,
    }));
  };

  test.each(createCatalog(locales[locale]))(
    "has the command $name, and who may use it",
    async ({ name, needsOperator }) => {
      const rows = (await read()).filter((row) => row.name === name);
      expect(rows).not.toEqual([]);
      expect(rows.some(({ who }) => who === (needsOperator ? operators : everybody))).toBe(true);
    },
  );

  test("has no other commands", async () => {
    const names = new Set<string>(createCatalog(locales[locale]).map(({ name }) => name));
    expect((await read()).filter(({ name = "" }) => !names.has(name))).toEqual([]);
  });
});
