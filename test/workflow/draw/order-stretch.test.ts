import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { orderStretch } from "../../../workflow/draw/order-stretch.ts";
import { naiveOrder } from "../../support/naive-order.ts";

const seed = createHash("sha256").update("stretch").digest();

test("a stretch is the part of the order from its first position, continues at position 0, and is never longer than the roster", () => {
  for (const size of [1, 2, 5]) {
    const order = naiveOrder(seed, size);
    for (let from = 0; from <= 2 * size + 1; from++)
      for (let length = 0; length <= size + 2; length++) {
        const expected = Array.from({ length: Math.min(length, size) }, (_, i) => order[(from + i) % size]);
        expect([...orderStretch(seed, size, { from, length })]).toEqual(expected);
      }
  }
});

test("a stretch of an empty roster is empty", () => {
  expect([...orderStretch(seed, 0, { from: 0, length: 3 })]).toEqual([]);
});
