/** @module-tag slow */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderSerials } from "../../../workflow/draw/order.ts";
import { fuzz } from "../../support/fuzz.ts";
import { naiveOrder } from "../../support/naive-order.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const options = fuzz(20_260_101, 400);

test("gives the order of the test vector", () => {
  const order = [...orderSerials(sha256("lottery"), 1_000)];
  expect(order.slice(0, 10)).toEqual([891, 110, 269, 561, 251, 249, 138, 169, 460, 715]);
});

test("visits every serial of the roster once", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 300 }), (seed, size) => {
      const order = [...orderSerials(seed, size)];
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i + 1));
    }),
    options,
  );
});

test("equals a naive Fisher–Yates shuffle of the same words", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 120 }), (seed, size) => {
      expect([...orderSerials(seed, size)]).toEqual(naiveOrder(seed, size));
    }),
    options,
  );
});

test("rejects a word that would favor some serials", () => {
  // Above 2^39 about one word in 512 is rejected: about twenty of 10,000.
  const size = 2 ** 39 + 2 ** 20;
  const range = 2n ** 48n;
  const seed = sha256("rejected words");
  const words: bigint[] = [];
  for (let i = 0; i < 2_000; i++) {
    const counter = Buffer.alloc(8);
    counter.writeUInt32BE(i, 4);
    const digest = createHash("sha256").update(seed).update(counter).digest();
    for (let word = 0; word < 5; word++) words.push(BigInt(digest.readUIntBE(word * 6, 6)));
  }
  const isRejected = (word: bigint, m: bigint) => word >= range - (range % m);
  const rejected = words.filter((word) => isRejected(word, BigInt(size))).length;
  expect(rejected).toBeGreaterThan(5);

  const expected: number[] = [];
  let position = 0;
  for (const word of words) {
    const m = BigInt(size - position);
    if (isRejected(word, m)) continue;
    // No serial occurs twice so early (checked below), so nothing has been swapped at this position.
    expected.push(position + Number(word % m) + 1);
    position++;
  }
  expect(new Set(expected).size).toBe(expected.length);
  const order = orderSerials(seed, size);
  expect(expected.map(() => order.next().value)).toEqual(expected);
});

describe("is uniform", () => {
  /** The quantile of chi-square that is exceeded with a probability of 1 in 10^9 (Wilson and Hilferty; z = 6.0). */
  const bound = (freedom: number) =>
    freedom * (1 - 2 / (9 * freedom) + 6 * Math.sqrt(2 / (9 * freedom))) ** 3;

  const chiSquare = (counts: readonly number[], total: number) => {
    const expected = total / counts.length;
    return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  };

  // The seeds are fixed, so the result never changes. With random seeds a fair order would fail once in 10^9 runs.
  test.each([0, 1, 6])("at position %i, over 20,000 seeds", (position) => {
    const counts = Array.from({ length: 7 }, () => 0);
    for (let i = 0; i < 20_000; i++) {
      const serial = [...orderSerials(sha256(`uniform ${i}`), 7)][position] ?? 0;
      counts[serial - 1] = (counts[serial - 1] ?? 0) + 1;
    }
    expect(chiSquare(counts, 20_000)).toBeLessThan(bound(6));
  });

  test("in pairs of the first two positions, over 20,000 seeds", () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const [first, second] = orderSerials(sha256(`pairs ${i}`), 5);
      const pair = `${first},${second}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(20);
    expect(chiSquare([...counts.values()], 20_000)).toBeLessThan(bound(19));
  });
});

test("takes time and memory for the visited positions, not for the roster", () => {
  const order = orderSerials(sha256("sparse"), 2 ** 40);
  const before = process.memoryUsage().heapUsed;
  const serials = new Set<number>();
  for (let i = 0; i < 20_000; i++) serials.add(order.next().value ?? 0);
  expect(serials.size).toBe(20_000);
  for (const serial of serials)
    expect(serial).toSatisfy((n) => Number.isInteger(n) && n >= 1 && n <= 2 ** 40);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 2 ** 20);
});

test.each([0, 31, 33, 64])("refuses a seed of %i bytes", (bytes) => {
  expect(() => orderSerials(new Uint8Array(bytes), 10).next()).toThrow(
    new RangeError(`A seed has 32 bytes, not ${bytes}.`),
  );
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40 + 1])(
  "refuses a roster of %d serials",
  (size) => {
    expect(() => orderSerials(sha256("lottery"), size).next()).toThrow(
      new RangeError(`A roster has 0 to 2^40 serials, not ${size}.`),
    );
  },
);
