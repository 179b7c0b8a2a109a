import { expect, test } from "vitest";
import { findMissingNumbers, joinNumbers } from "../../../workflow/draw/number-ranges.ts";

test("joins consecutive numbers", () => {
  expect(joinNumbers([])).toEqual([]);
  expect(joinNumbers([1, 2, 3, 5, 7, 8])).toEqual([
    { first: 1, last: 3 },
    { first: 5, last: 5 },
    { first: 7, last: 8 },
  ]);
});

test("finds what is missing before the last number, also before the first one", () => {
  expect(findMissingNumbers([])).toEqual([]);
  expect(findMissingNumbers([1, 2, 3])).toEqual([]);
  expect(findMissingNumbers([3, 4, 6, 9])).toEqual([
    { first: 1, last: 2 },
    { first: 5, last: 5 },
    { first: 7, last: 8 },
  ]);
});

test("is as fast for large numbers as for small ones", () => {
  expect(findMissingNumbers([1, 9_999_999_999])).toEqual([{ first: 2, last: 9_999_999_998 }]);
});
