import { expect, test } from "vitest";
import { computeLink, FIRST_LINK } from "../../../workflow/draw/history-link.ts";

test("computes the links that other implementations compute, too", () => {
  const first = computeLink(FIRST_LINK, "aa".repeat(32));
  expect(first).toBe("9ef814b42fa0be12d197c44d3e8e03441a4b1118237658368ba1351090e556ed");
  expect(computeLink(first, "bb".repeat(32))).toBe(
    "aaf51febf5ed5e45e5bcd62d127a21328f3b78b943377466fb57cf303b814b9a",
  );
});

test("a link changes with each receipt before it and with their order", () => {
  const link = (receipts: readonly string[]) =>
    receipts.reduce((previous, digit) => computeLink(previous, digit.repeat(64)), FIRST_LINK);
  const links = ["abc", "bac", "acb", "abd", "dbc", "ab", ""].map((digits) => link([...digits]));
  expect(new Set(links).size).toBe(links.length);
});
