import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { findCurvesBlock, makeCurvesBlock } from "../../../../infra/cli/verify-page/curves-block.ts";

const page = readFileSync("docs/verify.html", "utf8");
const manifest = z.object({ version: z.string(), license: z.literal("MIT") });

test("docs/verify.html is one file of less than 150 KB", () => {
  expect(Buffer.byteLength(page)).toBeLessThan(150_000);
});

test("docs/verify.html contains the installed @noble/curves, as `npm run page` writes it", async () => {
  expect(findCurvesBlock(page)).toBe(await makeCurvesBlock());
});

test("the script of @noble/curves names its version and its license", () => {
  const { version } = manifest.parse(
    JSON.parse(readFileSync("node_modules/@noble/curves/package.json", "utf8")),
  );
  const block = findCurvesBlock(page);
  expect(block).toContain(`@noble/curves ${version} `);
  expect(block).toContain("Permission is hereby granted, free of charge");
  expect(block.match(/<\/?script/g)).toEqual(["<script", "</script"]);
});

test("a page without the marks is refused", () => {
  expect(() => findCurvesBlock("<html></html>")).toThrow("no marks");
});
