/** @module-tag slow */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  findPage,
  joinPages,
  leafOnPage,
  PAGE_LEAVES,
  proveOnPage,
  splitIntoPages,
} from "../../../workflow/draw/roster-pages.ts";
import { computeRoot, proveSerials } from "../../../workflow/draw/roster-tree.ts";
import { more } from "../../support/one-in.ts";

const many = Array.from({ length: 100_000 }, (_, i) => createHash("sha256").update(`leaf ${i}`).digest());

test.each([1, 2, 3, 8_191, 8_192, 8_193, 16_384, ...more([24_577, 100_000])])(
  "the pages of %i leaves contain all leaves, and their roots lead to the root of the tree",
  { tags: ["slow"] },
  (size) => {
    const leaves = many.slice(0, size);
    const pages = splitIntoPages(leaves);
    expect(pages.length).toBe(Math.ceil(size / PAGE_LEAVES));
    expect(pages.every((page) => page.leaves.length <= PAGE_LEAVES * 32)).toBe(true);
    expect(Buffer.concat(joinPages(pages.map((page) => page.leaves)))).toEqual(Buffer.concat(leaves));
    expect(joinPages(pages.map((page) => page.leaves)).length).toBe(size);
    expect(computeRoot(pages.map(({ root }) => root))).toEqual(computeRoot(leaves));
  },
);

test("the root of a page is the root over its leaves", () => {
  for (const { leaves, root } of splitIntoPages(many.slice(0, 8_200)))
    expect(computeRoot(joinPages([leaves]))).toEqual(root);
});

test("refuses a page that ends within a leaf", () => {
  expect(() => joinPages([Buffer.alloc(64), Buffer.alloc(33)])).toThrow(RangeError);
});

test.each([1, 5, 8_192, 8_193, 16_385, ...more([57_344, 100_000])])(
  "of %i leaves, a page proves each of its serials as all leaves do",
  { tags: ["slow"] },
  (size) => {
    const leaves = many.slice(0, size);
    const pages = splitIntoPages(leaves);
    const roots = pages.map(({ root }) => root.toString("hex"));
    for (const serial of new Set([1, Math.ceil(size / 2), Math.min(size, 8_193), size])) {
      const onPage = joinPages([pages[findPage(serial)]?.leaves ?? Buffer.alloc(0)]);
      expect(leafOnPage(onPage, serial)).toEqual(leaves[serial - 1]);
      expect(proveOnPage(roots, onPage, serial)).toEqual(proveSerials(leaves, [serial]));
    }
  },
);

test("refuses a serial that is not on the page", () => {
  const leaves = many.slice(0, 5);
  const [{ root = Buffer.alloc(0) } = {}] = splitIntoPages(leaves);
  expect(() => leafOnPage(leaves, 6)).toThrow(RangeError);
  expect(() => proveOnPage([root.toString("hex")], leaves, 6)).toThrow(RangeError);
  expect(() => proveOnPage([root.toString("hex")], leaves, 8_193)).toThrow(RangeError);
});
