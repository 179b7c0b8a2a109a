import { expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { findLead, findPostingTime, roundLead } from "../../../workflow/draw/seal-time.ts";

const seal = (message_ts?: string) => ({
  round: 2,
  seal: "ab".repeat(32),
  ...(message_ts !== undefined && { message_ts }),
});

test("Slack's id of a message is the time at which Slack accepted it", () => {
  expect(findPostingTime(seal("1692803367.250000"))).toBe(1_692_803_367_250);
  expect(findPostingTime(seal("1692803367"))).toBe(1_692_803_367_000);
  for (const unknown of [
    undefined,
    "",
    " 1",
    "1 ",
    "-1",
    "1.",
    ".1",
    "1e9",
    "0x1",
    "x1",
    "1.5.5",
    "1".repeat(13),
  ])
    expect(findPostingTime(seal(unknown)), unknown).toBeUndefined();
});

test("a lead is positive before the round, and negative after it", () => {
  expect(findLead(seal("1692803367.500000"), quicknet)).toBe(2.5);
  expect(findLead(seal("1692803370.000000"), quicknet)).toBe(0);
  expect(findLead(seal("1692803371.000000"), quicknet)).toBe(-1);
  expect(findLead(seal(), quicknet)).toBeUndefined();
});

test("a lead is rounded down, short ones to a tenth of a second", () => {
  expect([0.04, 0.96, 1.99, 2, 2.9, 11.999].map(roundLead)).toEqual([0, 0.9, 1.9, 2, 2, 11]);
});
