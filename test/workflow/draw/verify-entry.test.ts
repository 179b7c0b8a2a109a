import { expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { exportEntry } from "../../../workflow/draw/export-entry.ts";
import { type ExportedEntry, exportedEntry } from "../../../workflow/draw/exported-entry.ts";
import { verifyEntry } from "../../../workflow/draw/verify-entry.ts";
import { exampleEntryText } from "../../support/algorithm-doc.ts";
import { drawnRecord } from "../../support/draw-records.ts";
import { employeeAt, sealedList } from "../../support/sealed-list.ts";

const list = sealedList();
const { chain } = list.facts;
const exported = exportEntry(drawnRecord(list.facts), employeeAt(1), list.leaves);
if (exported.kind !== "proved") throw new Error(exported.kind);
const { entry } = exported;
const other = "cd".repeat(32);
const [, , ...rest] = entry.proof;

test("a genuine entry has no fault", () => {
  expect(verifyEntry(entry, chain)).toEqual([]);
});

test("the entry of the example in docs/algorithm.md has no fault", () => {
  const example = exportedEntry.parse(JSON.parse(exampleEntryText));
  expect(verifyEntry(example, quicknet.hash)).toEqual([]);
});

test.each<[keyof ExportedEntry, unknown]>([
  ["salt", "ab".repeat(16)],
  ["employee_id", "E0002"],
  ["employee_name", "Name 2"],
  ["sealed_as", "taken"],
  ["lottery_serial", 2],
  ["lottery_serial", 99],
  ["proof", []],
  ["proof", [...entry.proof, other]],
  ["proof", entry.proof.toReversed()],
  ["proof", [other, ...rest]],
])("another %s is not on the list: %j", (field, value) => {
  expect(verifyEntry({ ...entry, [field]: value }, chain)).toEqual(["entry"]);
});

test.each<[keyof ExportedEntry, unknown]>([
  ["draw_no", 8],
  ["draw_id", "execution-8"],
  ["prize", undefined],
  ["num_of_winners", 2],
  ["commitment", other],
  ["round", 5],
  ["link_no", 1],
  ["link", other],
  ["seal", other],
])("another %s does not match the seal", (field, value) => {
  expect(verifyEntry({ ...entry, [field]: value }, chain)).toEqual(["seal"]);
});

test("another list matches neither the entry nor the seal, and another size not the seal", () => {
  expect(verifyEntry({ ...entry, roster_digest: other }, chain)).toEqual(["entry", "seal"]);
  expect(verifyEntry({ ...entry, roster_size: 1_000 }, chain)).toEqual(["entry", "seal"]);
});

test("another beacon is named, because it could be one that the owner controls", () => {
  expect(verifyEntry(entry, other)).toEqual(["chain"]);
});

test("an entry is refused if a field is missing, malformed or unknown", () => {
  for (const field of Object.keys(entry).filter((name) => name !== "prize"))
    expect(exportedEntry.safeParse({ ...entry, [field]: undefined }).success, field).toBe(false);
  for (const wrong of [
    { more: 1 },
    { roster_size: 100_001 },
    { salt: "ab" },
    { proof: ["AB".repeat(32)] },
    { sealed_as: "unknown" },
    { employee_name: "" },
    { prize: null },
    { rules: { luck: true } },
    { rules: { again: false } },
    { rules: { departments: { only: [] } } },
  ])
    expect(exportedEntry.safeParse({ ...entry, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
});
