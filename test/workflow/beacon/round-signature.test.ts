import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { isGenuine } from "../../../workflow/beacon/round-signature.ts";
import { publishedRounds } from "./published-rounds.ts";

const [[round, signature] = [0, ""]] = publishedRounds;

test.each(publishedRounds)(
  "the signature that quicknet published for round %i is genuine",
  (...published) => {
    expect(isGenuine(quicknet, ...published)).toBe(true);
  },
);

describe("is not genuine:", () => {
  test("the signature of another round", () => {
    for (const other of [0, 1, round - 1, round + 1, 1_000, Number.MAX_SAFE_INTEGER])
      expect(isGenuine(quicknet, other, signature)).toBe(false);
  });

  test("the signature of another chain", () => {
    const { public_key } = quicknet;
    // The other sign of the same point is a key, too.
    const negated = `${public_key.startsWith("8") ? "a" : "8"}${public_key.slice(1)}`;
    expect(isGenuine({ ...quicknet, public_key: negated }, round, signature)).toBe(false);
  });

  test("a signature with another digit anywhere", () => {
    fc.assert(
      fc.property(fc.nat(95), fc.integer({ min: 1, max: 15 }), (at, change) => {
        const digit = (Number.parseInt(signature.charAt(at), 16) ^ change).toString(16);
        const tampered = signature.slice(0, at) + digit + signature.slice(at + 1);
        expect(isGenuine(quicknet, round, tampered)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["in upper case", signature.toUpperCase()],
    ["with a space", ` ${signature}`],
    ["with more digits", `${signature}00`],
    ["with fewer digits", signature.slice(2)],
    ["that is empty", ""],
    ["that is not hex", signature.replace("b", "x")],
    ["at infinity", `c0${"00".repeat(47)}`],
    ["outside the subgroup", `80${"00".repeat(47)}`],
    ["beyond the field", `9f${"ff".repeat(47)}`],
  ])("a signature %s", (_, malformed) => {
    expect(isGenuine(quicknet, round, malformed)).toBe(false);
  });

  test("anything of a chain whose key is not a point", () => {
    for (const public_key of ["", "0".repeat(192), "f".repeat(192), `c0${"00".repeat(95)}`])
      expect(isGenuine({ ...quicknet, public_key }, round, signature)).toBe(false);
  });

  test("anything of a round that is not the number of a round", () => {
    for (const none of [-1, 1.5, Number.NaN, Infinity, 2 ** 64])
      expect(isGenuine(quicknet, none, signature)).toBe(false);
  });

  test("any text", () => {
    fc.assert(fc.property(fc.string(), (text) => !isGenuine(quicknet, round, text)));
  });
});
