/** @module-tag slow */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sealedAs } from "../../../data/ledger/sealing.ts";
import {
  computeLeaf,
  computeRoot,
  computeRootFromProof,
  LARGEST_TREE,
  proveSerials,
} from "../../../workflow/draw/roster-tree.ts";
import { fuzz } from "../../support/fuzz.ts";
import { naiveRoot } from "../../support/naive-roster-tree.ts";
import { more } from "../../support/one-in.ts";

const person = "bb9810e8a1403b4de97cd04485191b9f233282c42c340fae414c34164c78164d";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const many = Array.from({ length: LARGEST_TREE }, (_, i) => sha256(`leaf ${i + 1}`));
const roots = new Map<number, string>();
function rootOf(size: number): string {
  const root = roots.get(size) ?? Buffer.from(naiveRoot(many.slice(0, size))).toString("hex");
  roots.set(size, root);
  return root;
}
const pick = (serials: readonly number[]) =>
  new Map<number, Buffer>(serials.map((serial) => [serial, many[serial - 1] ?? Buffer.alloc(0)]));

const SIZES = [1, 2, 3, 4, 5, 7, 8, 8_191, 8_192, 8_193, ...more([LARGEST_TREE])];

describe("a tree", () => {
  test("has the leaves and the root that other implementations compute, too", () => {
    const leaves = [
      computeLeaf(1, { person, sealed_as: "free" }),
      computeLeaf(2, undefined),
      computeLeaf(3, { person, sealed_as: "left" }),
    ];
    expect(leaves.map((leaf) => leaf.toString("hex"))).toEqual([
      "44b643ae13d75fb797827b8ad64b8300aae2dbe6d55d694b3a1a48c48fc9ad33",
      "29ef28d39409e554fa9d9d76d21316d3629822d1fe6bea949bd9606c4154ab7c",
      "d9231b64ee9267ed5f66c82ab4c564881d63191657543b3f2c924253b44be9d5",
    ]);
    expect(computeRoot(leaves).toString("hex")).toBe(
      "8fa2cfe93f08016a7f759241b004842ca6cb4e8c0451635448d5f906d457dd3f",
    );
  });

  test("has the roots of the test vectors of Certificate Transparency", () => {
    const inputs = [
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f",
    ];
    const leaves = inputs.map((input) => sha256(Buffer.from(`00${input}`, "hex")));
    expect(leaves.map((_, i) => computeRoot(leaves.slice(0, i + 1)).toString("hex"))).toEqual([
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]);
  });

  test.each(SIZES)("of %i leaves has the root of RFC 6962", (size) => {
    expect(computeRoot(many.slice(0, size)).toString("hex")).toBe(rootOf(size));
  });

  test("has leaves that change with the serial, the person and how the person was sealed", () => {
    const leaves = [1, 2].flatMap((serial) => [
      computeLeaf(serial, undefined),
      ...[person, "ab".repeat(32)].flatMap((each) =>
        sealedAs.options.map((sealed_as) => computeLeaf(serial, { person: each, sealed_as })),
      ),
    ]);
    expect(new Set(leaves.map((leaf) => leaf.toString("hex"))).size).toBe(leaves.length);
  });

  test("does not exist without leaves or for a larger roster", () => {
    const tooMany = [...many, Buffer.alloc(32)];
    for (const leaves of [[], tooMany]) {
      expect(() => computeRoot(leaves)).toThrow(RangeError);
      expect(() => proveSerials(leaves, [])).toThrow(RangeError);
    }
    expect(computeRootFromProof(0, new Map(), [])).toBe(undefined);
    expect(computeRootFromProof(tooMany.length, new Map(), ["00".repeat(32)])).toBe(undefined);
  });
});

/** A size of a tree, some of its serials, and numbers that choose what to change. */
const cases = fc
  .integer({ min: 1, max: 70 })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      serials: fc.uniqueArray(fc.integer({ min: 1, max: size })),
      at: fc.nat(1_000),
      bit: fc.nat(255),
    }),
  )
  .map((each) => ({ ...each, proof: proveSerials(many.slice(0, each.size), each.serials) }));

/** Returns the hash with one of its bits flipped. */
function flip(hash: Buffer, bit: number): Buffer {
  const flipped = Buffer.from(hash);
  flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return flipped;
}

describe("a proof", () => {
  test("proves any set of serials", () => {
    fc.assert(
      fc.property(cases, ({ size, serials, proof }) => {
        expect(computeRootFromProof(size, pick(serials), proof)).toBe(rootOf(size));
      }),
      fuzz(14, 600),
    );
  });

  test.each(SIZES)("proves one, two and a thousand of %i serials", (size) => {
    const leaves = many.slice(0, size);
    const thousand = Array.from({ length: Math.min(size, 1_000) }, (_, i) => ((i * 7_919) % size) + 1);
    for (const serials of [[1], [1, size], thousand]) {
      const proof = proveSerials(leaves, serials);
      expect(computeRootFromProof(size, pick(serials), proof)).toBe(rootOf(size));
    }
  });

  test("contains the largest subtrees without a proved serial, from left to right", () => {
    const hashOf = (first: number, last: number) =>
      Buffer.from(naiveRoot(many.slice(first - 1, last))).toString("hex");
    const leaves = many.slice(0, 7);
    expect(proveSerials(leaves, [3])).toEqual([hashOf(1, 2), hashOf(4, 4), hashOf(5, 7)]);
    expect(proveSerials(leaves, [7, 2, 2])).toEqual([hashOf(1, 1), hashOf(3, 4), hashOf(5, 6)]);
    expect(proveSerials(leaves, [])).toEqual([hashOf(1, 7)]);
    expect(proveSerials(leaves, [1, 2, 3, 4, 5, 6, 7])).toEqual([]);
  });

  test("fails if a leaf is changed or is that of another serial", () => {
    fc.assert(
      fc.property(cases, ({ size, serials, at, bit, proof }) => {
        const serial = serials[at % serials.length];
        fc.pre(serial !== undefined);
        const leaf = pick(serials).get(serial) ?? Buffer.alloc(0);
        for (const changed of [flip(leaf, bit), many[size] ?? leaf, leaf.subarray(1), Buffer.alloc(0)])
          expect(computeRootFromProof(size, pick(serials).set(serial, changed), proof)).not.toBe(
            rootOf(size),
          );
      }),
      fuzz(15, 600),
    );
  });

  test("fails if a hash is changed, malformed, missing or additional", () => {
    fc.assert(
      fc.property(cases, ({ size, serials, at, bit, proof }) => {
        const place = proof.length > 0 ? at % proof.length : 0;
        const hash = proof[place] ?? "ab".repeat(32);
        const verify = (changed: readonly string[]) => computeRootFromProof(size, pick(serials), changed);
        for (const extra of [hash, "ab".repeat(32)]) {
          expect(verify(proof.toSpliced(place, 0, extra))).toBe(undefined);
          expect(verify([...proof, extra])).toBe(undefined);
        }
        fc.pre(proof.length > 0);
        expect(verify(proof.toSpliced(place, 1))).toBe(undefined);
        expect(verify(proof.with(place, flip(Buffer.from(hash, "hex"), bit).toString("hex")))).not.toBe(
          rootOf(size),
        );
        for (const malformed of ["", hash.slice(2), `${hash}00`, `${hash}\n`, `x${hash.slice(1)}`])
          expect(verify(proof.with(place, malformed))).toBe(undefined);
      }),
      fuzz(16, 600),
    );
  });

  test("fails for other serials than the proved ones", () => {
    fc.assert(
      fc.property(cases, ({ size, serials, at, proof }) => {
        const other = (at % size) + 1;
        const changed = serials.includes(other)
          ? serials.filter((serial) => serial !== other)
          : [...serials, other];
        expect(computeRootFromProof(size, pick(changed), proof)).not.toBe(rootOf(size));
      }),
      fuzz(17, 600),
    );
  });

  test("is neither made nor accepted for a serial that the tree does not have", () => {
    const proof = proveSerials(many.slice(0, 5), [2]);
    const leaf = Buffer.alloc(32);
    for (const serial of [0, -1, 6, 2.5, Number.NaN]) {
      expect(() => proveSerials(many.slice(0, 5), [2, serial])).toThrow(RangeError);
      expect(computeRootFromProof(5, pick([2]).set(serial, leaf), proof)).toBe(undefined);
    }
    expect(computeRootFromProof(2.5, pick([2]), proof)).toBe(undefined);
  });
});
