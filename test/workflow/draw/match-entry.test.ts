import { describe, expect, test } from "vitest";
import { sealedAs } from "../../../data/ledger/sealing.ts";
import { matchEntry } from "../../../workflow/draw/match-entry.ts";
import { computePersonDigest } from "../../../workflow/draw/person.ts";
import { computeLeaf } from "../../../workflow/draw/roster-tree.ts";

const salt = Buffer.alloc(16, 7);
const employee = { employee_id: "E0001", employee_name: "Ann", lottery_serial: 42 };
const person = computePersonDigest(salt, employee);
const nobody = computeLeaf(42, undefined);

describe("an entry of a sealed roster", () => {
  test.each(sealedAs.options)("is the employee who was sealed as %s", (sealed_as) => {
    const leaf = computeLeaf(42, { person, sealed_as });
    expect(matchEntry(42, employee, salt, leaf)).toEqual({ kind: "employee", employee, person, sealed_as });
  });

  test("is a gap if nobody has the serial, now and then", () => {
    expect(matchEntry(42, undefined, salt, nobody)).toEqual({ kind: "gap" });
    expect(matchEntry(42, undefined, undefined, nobody)).toEqual({ kind: "gap" });
  });

  const leaf = computeLeaf(42, { person, sealed_as: "free" });
  test.for<[string, Parameters<typeof matchEntry>]>([
    ["nobody has the serial any more", [42, undefined, salt, leaf]],
    ["somebody has joined at this serial", [42, employee, salt, nobody]],
    ["another person has the serial", [42, { ...employee, employee_id: "E0002" }, salt, leaf]],
    ["the person has another name", [42, { ...employee, employee_name: "Anna" }, salt, leaf]],
    ["the leaf belongs to another serial", [43, employee, salt, leaf]],
    ["the person was erased", [42, employee, undefined, leaf]],
  ])("is changed if %s", ([, args]) => {
    expect(matchEntry(...args)).toEqual({ kind: "changed", leaf: args[3]?.toString("hex") });
  });
});

describe("an entry of a roster that is not sealed", () => {
  test("is the person who has the serial now", () => {
    expect(matchEntry(42, employee, salt)).toEqual({ kind: "employee", employee, person });
    expect(matchEntry(42, undefined, salt)).toEqual({ kind: "gap" });
  });

  test("is changed if a person who was erased, or another one, has the serial", () => {
    expect(matchEntry(42, employee, undefined)).toEqual({ kind: "changed" });
    expect(matchEntry(42, undefined, undefined)).toEqual({ kind: "gap" });
  });
});
