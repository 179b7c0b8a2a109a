import { describe, expect, test } from "vitest";
import type { DrawnRecord } from "../../../data/ledger/draw-record.ts";
import { exportEntry } from "../../../workflow/draw/export-entry.ts";
import { exportedEntry } from "../../../workflow/draw/exported-entry.ts";
import { eraseSalt } from "../../../workflow/draw/salts.ts";
import { verifyEntry } from "../../../workflow/draw/verify-entry.ts";
import { drawingRecord, drawnRecord } from "../../support/draw-records.ts";
import { employeeAt, sealedList } from "../../support/sealed-list.ts";

const list = sealedList();

const exportAt = (serial: number, more: Partial<DrawnRecord> = {}, employee = employeeAt(serial)) =>
  exportEntry(drawnRecord({ ...list.facts, ...more }), employee, list.leaves);

describe("the exported entry", () => {
  test.each([
    [1, "free"],
    [2, "taken"],
    [4, "left"],
  ] as const)("of No. %i proves that it was sealed as %s", (serial, sealed_as) => {
    const exported = exportAt(serial);
    if (exported.kind !== "proved") throw new Error(exported.kind);
    expect(exported.entry).toMatchObject({ ...employeeAt(serial), sealed_as });
    expect(verifyEntry(exported.entry, list.facts.chain)).toEqual([]);
    expect(exportedEntry.parse(JSON.parse(JSON.stringify(exported.entry)))).toEqual(exported.entry);
  });

  test("contains the commitment, but neither the secret nor what people could be found by", () => {
    const exported = exportEntry(drawingRecord(list.facts), employeeAt(1), list.leaves);
    const text = JSON.stringify(exported);
    for (const hidden of [list.facts.secret, list.seed, "U0ANN", "channel_id", "requested_by", "E0002"])
      expect(text).not.toContain(hidden);
  });

  test("contains the newest seal", () => {
    const [seal] = list.facts.seals;
    if (!seal) throw new Error("There is no seal.");
    const old = { ...seal, round: 1, seal: "ab".repeat(32) };
    expect(exportAt(1, { seals: [old, seal] })).toMatchObject({
      kind: "proved",
      entry: { round: seal.round, seal: seal.seal },
    });
  });
});

test("nothing is proved of a number that nobody had, of another name or ID, or without the salt", () => {
  expect(exportAt(3)).toEqual({ kind: "gap" });
  expect(exportAt(1, {}, { ...employeeAt(1), employee_name: "Married" })).toEqual({ kind: "changed" });
  expect(exportAt(1, {}, { ...employeeAt(1), employee_id: "E9999" })).toEqual({ kind: "changed" });
  const salts = eraseSalt(list.facts.salts, list.facts.roster_size, 1);
  expect(exportAt(1, { salts })).toEqual({ kind: "erased" });
  expect(exportAt(2, { salts })).toMatchObject({ kind: "proved" });
});

test("a number beyond the list, a draw without a list, and a list that does not match its seal are refused", () => {
  expect(() => exportAt(6)).toThrow(RangeError);
  for (const more of [
    { seals: [] },
    { roster_pages: undefined },
    { roster_digest: undefined },
    { secret: undefined },
    { chain: undefined },
    { roster_digest: "ab".repeat(32) },
    { num_of_winners: 9 },
  ])
    expect(() => exportAt(1, more)).toThrow(expect.objectContaining({ name: "InvalidItem" }));
});
