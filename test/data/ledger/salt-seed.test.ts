import { expect, test } from "vitest";
import { saltSeeds } from "../../../data/ledger/salt-seed.ts";

const seed = "ab".repeat(32);
const accepts = (prefixes: readonly string[]) =>
  saltSeeds.safeParse(prefixes.map((prefix) => ({ prefix, seed }))).success;

test("accepts the seeds of all salts, of some and of none", () => {
  expect([[""], ["0", "10", "111"], ["111", "0"], ["1".repeat(41)], []].map(accepts)).not.toContain(false);
});

test("refuses seeds of which two determine the same salt", () => {
  expect(
    [
      ["", "0"],
      ["10", "10"],
      ["101", "0", "10"],
    ].map(accepts),
  ).not.toContain(true);
});

test("refuses malformed prefixes and seeds", () => {
  expect(["2", "0x", " ", "1".repeat(42)].map((prefix) => accepts([prefix]))).not.toContain(true);
  for (const malformed of ["ab", seed.toUpperCase(), `${seed}00`])
    expect(saltSeeds.safeParse([{ prefix: "", seed: malformed }]).success).toBe(false);
});
