import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { saltSeeds } from "../../../data/ledger/salt-seed.ts";
import { createSalts, eraseSalt } from "../../../workflow/draw/salts.ts";
import { fuzz } from "../../support/fuzz.ts";

const lottery = createHash("sha256").update("lottery").digest("hex");
const whole = [{ prefix: "", seed: lottery }];

const hexOf = (salts: Iterable<Buffer | undefined>) => Array.from(salts, (salt) => salt?.toString("hex"));
const listSalts = (seeds: typeof whole, size: number) => hexOf(createSalts(seeds, size).allSalts());

/** A roster size and some of its serials. */
const rosters = fc.integer({ min: 1, max: 130 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    erased: fc.array(fc.integer({ min: 1, max: size }), { maxLength: 12 }),
  }),
);

const eraseAll = (erased: readonly number[], size: number) =>
  erased.reduce((seeds, serial) => eraseSalt(seeds, size, serial), whole);

test.each([
  { size: 6, serial: 5, salt: "1a15e40679306c3da9c01f01c7f73429" },
  { size: 1, serial: 1, salt: "7777fb6b811c0372a131268198b6df67" },
  { size: 100_000, serial: 3, salt: "ada191123dcd1c068c795cc7e8969263" },
])(
  "computes the salt of serial $serial of $size that other implementations compute, too",
  ({ size, serial, salt }) => {
    expect(createSalts(whole, size).saltOf(serial)?.toString("hex")).toBe(salt);
  },
);

test("keeps only the seeds next to the path of an erased salt that determine salts of the roster", () => {
  expect(eraseSalt(whole, 3, 2)).toEqual([
    { prefix: "0", seed: expect.any(String) },
    { prefix: "11", seed: "1aec5061d20dd3c0f3b4759b65fff6e52fc1e69d964cdead59b2f233c4483bb3" },
  ]);
  expect(eraseSalt(whole, 2, 1)).toEqual([{ prefix: "1", seed: expect.any(String) }]);
  expect(eraseSalt(whole, 4, 4).map(({ prefix }) => prefix)).toEqual(["0"]);
  expect(eraseSalt(whole, 1, 1)).toEqual([]);
});

test.each([0, 1, 2, 3, 4, 8_191, 8_192, 8_193, 100_000])(
  "the salts of %i serials are different, and each is the one of its serial",
  (size) => {
    const { saltOf } = createSalts(whole, size);
    const all = listSalts(whole, size);
    expect(all.length).toBe(size);
    expect(new Set(all).size).toBe(size);
    const some = [1, 2, 3, size >> 1, size - 1, size].filter((serial) => serial >= 1 && serial <= size);
    expect(hexOf(some.map(saltOf))).toEqual(some.map((serial) => all[serial - 1]));
    expect(all.every((salt) => salt?.length === 32)).toBe(true);
  },
);

test("an erased salt is undefined and the others stay as they were, in whatever order salts are erased", () => {
  fc.assert(
    fc.property(rosters, ({ size, erased }) => {
      const before = listSalts(whole, size);
      const seeds = eraseAll(erased, size);
      const after = listSalts(seeds, size);
      expect(after).toEqual(before.map((salt, i) => (erased.includes(i + 1) ? undefined : salt)));
      const { saltOf } = createSalts(seeds, size);
      expect(hexOf(after.map((_, i) => saltOf(i + 1)))).toEqual(after);
      expect(seeds.length === 0).toBe(new Set(erased).size === size);
      expect(eraseAll(erased.toReversed(), size)).toEqual(seeds);
      expect(listSalts(seeds.toReversed(), size)).toEqual(after);
      expect(saltSeeds.parse(seeds)).toEqual(seeds);
    }),
    fuzz(14, 400),
  );
});

test("no kept seed is on the path of an erased salt", () => {
  fc.assert(
    fc.property(rosters, ({ size, erased }) => {
      const depth = size.toString(2).length;
      const paths = erased.map((serial) => serial.toString(2).padStart(depth, "0"));
      const prefixes = eraseAll(erased, size).map(({ prefix }) => prefix);
      expect(paths.filter((path) => prefixes.some((prefix) => path.startsWith(prefix)))).toEqual([]);
    }),
    fuzz(15, 400),
  );
});

test("erasing a salt twice is the same as erasing it once", () => {
  fc.assert(
    fc.property(rosters, ({ size, erased }) => {
      expect(eraseAll([...erased, ...erased], size)).toEqual(eraseAll(erased, size));
    }),
    fuzz(16, 400),
  );
});

test("has the salts of the largest roster, and erases one of them", () => {
  const size = 2 ** 40;
  const seeds = eraseSalt(whole, size, size - 1);
  expect(seeds.every(({ prefix }) => prefix.length <= 41)).toBe(true);
  expect(saltSeeds.safeParse(seeds).success).toBe(true);
  expect(createSalts(seeds, size).saltOf(size - 1)).toBe(undefined);
  for (const serial of [1, size - 2, size])
    expect(createSalts(seeds, size).saltOf(serial)).toEqual(createSalts(whole, size).saltOf(serial));
});

test("refuses serials that the roster does not have, and seeds of a larger roster", () => {
  for (const serial of [0, -1, 6, 1.5, Number.NaN]) {
    expect(() => createSalts(whole, 5).saltOf(serial)).toThrow(RangeError);
    expect(() => eraseSalt(whole, 5, serial)).toThrow(RangeError);
  }
  expect(() => createSalts([{ prefix: "0101", seed: lottery }], 5)).toThrow(RangeError);
});
