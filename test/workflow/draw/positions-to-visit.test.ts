import fc from "fast-check";
import { expect, test } from "vitest";
import { positionsToVisit } from "../../../workflow/draw/positions-to-visit.ts";

const ALL = { rosterSize: 100_000, eligible: 100_000 };

test("reads no extra position if everyone so far could win", () => {
  expect(positionsToVisit(2, 0, 0, ALL)).toBe(2);
  expect(positionsToVisit(3, 7, 7, ALL)).toBe(3);
});

test("reads as many positions as the rate so far predicts", () => {
  expect(positionsToVisit(10, 100, 25, ALL)).toBe(40);
});

test("reads twice as many as before if nobody was found", () => {
  expect(positionsToVisit(1, 1, 0, ALL)).toBe(2);
  expect(positionsToVisit(1, 64, 0, ALL)).toBe(128);
});

test("begins with many positions if few people could win when the draw was opened", () => {
  expect(positionsToVisit(1, 0, 0, { rosterSize: 100_000, eligible: 50 })).toBe(2_000);
  expect(positionsToVisit(50, 0, 0, { rosterSize: 100_000, eligible: 50 })).toBe(10_000);
  expect(positionsToVisit(1, 0, 0, { rosterSize: 100_000, eligible: 0 })).toBe(10_000);
  expect(positionsToVisit(1, 0, 0, { rosterSize: 100_000, eligible: 10_000 })).toBe(1);
});

test("always reads enough positions, and at most 10,000 at once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 0, max: 2 ** 30 }),
      fc.integer({ min: 0, max: 1_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      (missing, visited, found, eligible) => {
        const expected = { rosterSize: 100_000, eligible };
        const count = positionsToVisit(missing, visited, Math.min(found, visited), expected);
        expect(count).toSatisfy((n) => Number.isInteger(n) && n >= missing && n <= 10_000);
      },
    ),
    { seed: 1 },
  );
});
