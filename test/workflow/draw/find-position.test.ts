import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { findPosition } from "../../../workflow/draw/find-position.ts";
import { naiveOrder } from "../../support/naive-order.ts";

const seed = hash("sha256", "lottery", "buffer");

test("every serial has its position in the order", () => {
  for (const size of [1, 2, 100])
    for (const [position, serial] of naiveOrder(seed, size).entries())
      expect(findPosition(seed, size, serial)).toBe(position);
});

test("the published order has 891 at its first position, and 715 at its tenth", () => {
  expect(findPosition(seed, 1_000, 891)).toBe(0);
  expect(findPosition(seed, 1_000, 715)).toBe(9);
});

test("a serial that the order does not contain is refused", () => {
  expect(() => findPosition(seed, 100, 101)).toThrow(RangeError);
  expect(() => findPosition(seed, 100, 0)).toThrow(RangeError);
});
