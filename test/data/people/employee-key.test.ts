import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEmployeeKey } from "../../../data/people/employee-key.ts";
import { anyCharacter } from "../../support/any-character.ts";

describe("the key of an employee id", () => {
  test.each([
    ["leading zeros", "0042", "42"],
    ["zeros after a prefix", "E007", "E7"],
    ["zeros of a later number", "2020-001", "2020-1"],
    ["the case", "e42a", "E42A"],
    ["full-width digits and letters", "Ｅ４２", "E42"],
    ["zeros of full-width digits", "００４２", "42"],
    ["a zero-width space", "E4\u200b2", "E42"],
    ["a byte order mark", "\ufeffE42", "E42"],
    ["a direction mark", "E42\u200e", "E42"],
    ["a no-break space", "E\u00a042", "E42"],
    ["a space", "E 42", "E42"],
    ["a soft hyphen", "E\u00ad42", "E42"],
    ["a variation selector", "E42\ufe0f", "E42"],
    ["a composed accent", "\u00c942", "E\u030142"],
    ["the kind of dash", "E–42", "E-42"],
    ["the minus sign", "E−42", "E-42"],
  ])("ignores %s", (_, one, other) => {
    expect(createEmployeeKey(one)).toBe(createEmployeeKey(other));
  });

  test.each([
    ["E1", "E10"],
    ["E1", "E01A"],
    ["10", "100"],
    ["0", "1"],
    ["E-1", "E1"],
    ["é1", "e1"],
  ])("distinguishes %s and %s", (one, other) => {
    expect(createEmployeeKey(one)).not.toBe(createEmployeeKey(other));
  });

  test("keeps the zero of an id that is zero", () => {
    expect(createEmployeeKey("000")).toBe("0");
  });

  test("is empty for an invisible id", () => {
    expect(createEmployeeKey("\u200b\u2060")).toBe("");
  });

  test("of a key is the key itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (id) => {
        const key = createEmployeeKey(id);
        expect(createEmployeeKey(key)).toBe(key);
      }),
      { seed: 16, numRuns: 2_000 },
    );
  });
});
