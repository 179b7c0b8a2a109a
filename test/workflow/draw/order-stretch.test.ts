import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { orderStretch } from "../../../workflow/draw/order-stretch.ts";
import { naiveWalk } from "../../support/naive-walk.ts";

const seed = createHash("sha256").update("stretch").digest();

test("a stretch is the part of the walk from its first place on, around the end, and never longer than the roster", () => {
  for (const size of [1, 2, 5]) {
    const order = naiveWalk(seed, size);
    for (let from = 0; from <= 2 * size + 1; from++)
      for (let places = 0; places <= size + 2; places++) {
        const expected = Array.from({ length: Math.min(places, size) }, (_, i) => order[(from + i) % size]);
        expect([...orderStretch(seed, size, { from, places })]).toEqual(expected);
      }
  }
});

test("nobody stands on the walk of an empty roster", () => {
  expect([...orderStretch(seed, 0, { from: 0, places: 3 })]).toEqual([]);
});
