import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { chanceOfNone, expectPredecessor } from "../../bench/references/predecessor.ts";
import { orderStretch } from "../../workflow/draw/order-stretch.ts";

/** Returns the number of selections until one has none of the first `former` serials. */
function countSelections(size: number, former: number, winners: number, name: string): number {
  for (let selections = 1; ; selections++) {
    const seed = createHash("sha256").update(`${name} ${selections}`).digest();
    const serials = [...orderStretch(seed, size, { from: 0, length: winners })];
    if (serials.every((serial) => serial > former)) return selections;
  }
}

test.each([
  { size: 10, former: 0, winners: 3 },
  { size: 10, former: 5, winners: 1 },
  { size: 20, former: 10, winners: 3 },
])(
  "the expected costs of the predecessor are the average costs of its algorithm: %j",
  ({ size, former, winners }) => {
    const RUNS = 2_000;
    const runs = Array.from({ length: RUNS }, (_, i) => countSelections(size, former, winners, `run ${i}`));
    const mean = runs.reduce((sum, selections) => sum + selections, 0) / RUNS;
    const { selections, requests } = expectPredecessor(size, former, winners);
    expect(mean / selections).toBeGreaterThan(0.93);
    expect(mean / selections).toBeLessThan(1.07);
    expect(requests).toBeCloseTo(selections * 2 * winners + winners);
  },
);

test("the predecessor never ends if too few people are left", () => {
  expect(chanceOfNone(10, 8, 3)).toBe(0);
  expect(expectPredecessor(10, 8, 3).requests).toBe(Number.POSITIVE_INFINITY);
});
