import { expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { explainEntry } from "../../../infra/cli/explain-entry.ts";
import { exportedEntry } from "../../../workflow/draw/exported-entry.ts";
import { exampleEntryText } from "../../support/algorithm-doc.ts";

const entry = exportedEntry.parse(JSON.parse(exampleEntryText));

test("says where a person is on the list, as what, and which seal to compare", () => {
  expect(explainEntry(entry, [], quicknet)).toBe(
    [
      "Ana Müller (E0006) is No. 6 of 20 on the list that was sealed for draw 7.",
      "When it was sealed, this person could win.",
      "",
      "Winners requested: 2",
      'Prize: Tea "龙井" 🍵',
      "Only people of the departments Sales and 研发 R&D, who joined before 2025-07-01, could take part. Campaign: Year-end party.",
      "Seal for round 20791007: c5c1a-d67fc-b58fa-1183f-e7ab5-ff30e-86aa4-248ba",
      "",
      "Now compare the seal: it must be in a message in the channel from before 2025-08-14 12:59:45 UTC.",
    ].join("\n"),
  );
  const { prize: _, ...plain } = entry;
  expect(explainEntry(plain, [], quicknet)).not.toContain("Prize");
});

test("says how a person was sealed who could not win", () => {
  expect(explainEntry({ ...entry, sealed_as: "taken" }, [], quicknet)).toContain(
    "this person had already won or was claimed by another draw.",
  );
  expect(explainEntry({ ...entry, sealed_as: "left" }, [], quicknet)).toContain("was marked as having left.");
});

test("names each fault, and proves nothing then", () => {
  expect(explainEntry(entry, ["entry", "seal", "chain"], quicknet).split("\n")).toEqual([
    "This does not prove that Ana Müller (E0006) is on the list of draw 7:",
    "  the entry is not on the list with this digest",
    "  the seal does not match the list and the draw",
    "  the draw was sealed for another beacon",
  ]);
});

test("escapes what could control a terminal", () => {
  const hostile = { ...entry, employee_name: "\u001b[2J", employee_id: "\u202e", prize: "\r\n" };
  for (const faults of [[], ["seal"]] as const)
    expect(explainEntry(hostile, faults, quicknet)).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
});
