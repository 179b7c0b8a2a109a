import { expect, test } from "vitest";
import { parseMe } from "../../../bot/input/parse-me.ts";

test.each([
  ["me", undefined],
  ["ME", undefined],
  ["ｍｅ", undefined],
  ["我", undefined],
  ["me ", undefined],
  ["me E0042", "E0042"],
  ["me: E0042", "E0042"],
  ["我，E0042", "E0042"],
  ['me "E 42"', "E 42"],
  ["me `E0042`", "E0042"],
  ['me ""', undefined],
])("%j asks about oneself", (rest, employeeId) => {
  expect(parseMe(rest)).toEqual({ employeeId });
});

test.each(["", "merry", "name", "my entry", "我们", "E0042 me"])("%j does not", (rest) => {
  expect(parseMe(rest)).toBeUndefined();
});
