import fc from "fast-check";
import { expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { firstRoundAfter, roundTime } from "../../../workflow/beacon/chain.ts";

test("quicknet has published a round every three seconds since August 2023", () => {
  expect(roundTime(quicknet, 1)).toBe(Date.parse("2023-08-23T15:09:27Z"));
  expect(roundTime(quicknet, 2)).toBe(Date.parse("2023-08-23T15:09:30Z"));
  expect(roundTime(quicknet, 20_791_007)).toBe(Date.parse("2025-08-14T12:59:45Z"));
});

test("a round that is published at exactly a time is the first one at or after it", () => {
  const time = roundTime(quicknet, 1_000);
  expect([time - 1, time, time + 1].map((each) => firstRoundAfter(quicknet, each))).toEqual([
    1_000, 1_000, 1_001,
  ]);
});

test("the first round at or after a time is never published before it, and the round before always is", () => {
  const chains = fc.record({
    hash: fc.constant(quicknet.hash),
    public_key: fc.constant(quicknet.public_key),
    genesis_time: fc.integer({ min: 1, max: 4_000_000_000 }),
    period: fc.integer({ min: 1, max: 100_000 }),
  });
  fc.assert(
    fc.property(chains, fc.nat(4_000_000_000_000), (chain, time) => {
      const round = firstRoundAfter(chain, time);
      expect(round).toBeGreaterThanOrEqual(1);
      expect(roundTime(chain, round)).toBeGreaterThanOrEqual(time);
      if (round > 1) expect(roundTime(chain, round - 1)).toBeLessThan(time);
    }),
  );
});
