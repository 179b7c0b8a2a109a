import { expect, test } from "vitest";
import type { RosterRow } from "../../../../infra/cli/roster/parse-roster.ts";
import { planImport } from "../../../../infra/cli/roster/plan-import.ts";

function file(...rows: RosterRow[]) {
  const columns = new Set(["employee_id" as const, "employee_name" as const, "email" as const]);
  return { rows, columns };
}

const ann = { employee_id: "E1", employee_name: "Ann" };
const bo = { employee_id: "E2", employee_name: "Bo" };
const cy = { employee_id: "E3", employee_name: "Cy" };

test("new people get the serials from 1 on, in the order of the file", () => {
  expect(planImport(file(bo, ann), [])).toEqual({
    changes: [
      { employee_id: "E2", isNew: true, set: { employee_name: "Bo", lottery_serial: 1 }, remove: [] },
      { employee_id: "E1", isNew: true, set: { employee_name: "Ann", lottery_serial: 2 }, remove: [] },
    ],
    unchanged: 0,
    missing: [],
  });
});

test("whoever has a serial keeps it; new people fill the gaps, then go on at the end", () => {
  const standing = [
    { ...ann, lottery_serial: 2 },
    { employee_id: "E9", employee_name: "Ida", lottery_serial: 3 },
  ];
  const { changes, unchanged, missing } = planImport(file(ann, bo, cy), standing);
  expect(changes.map(({ employee_id, set }) => [employee_id, set["lottery_serial"]])).toEqual([
    ["E2", 1],
    ["E3", 4],
  ]);
  expect({ unchanged, missing }).toEqual({ unchanged: 1, missing: ["E9"] });
});

test("only what the file speaks of is changed; an empty cell takes the attribute away", () => {
  const standing = [{ ...ann, email: "ann@example.com", department: "Sales", lottery_serial: 1 }];
  expect(planImport(file({ ...ann, employee_name: "Anna" }), standing).changes).toEqual([
    { employee_id: "E1", isNew: false, set: { employee_name: "Anna" }, remove: ["email"] },
  ]);
});

test("who has no serial, one that no walk can hold, or another's, gets one", () => {
  const standing = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 1 },
    { ...cy, lottery_serial: 0.5 },
  ];
  const { changes } = planImport(file(ann, bo, cy), standing);
  expect(changes.map(({ employee_id, set }) => [employee_id, set])).toEqual([
    ["E2", { lottery_serial: 2 }],
    ["E3", { lottery_serial: 3 }],
  ]);
});

test("who is not in the file is left alone, or marked as left; who has left already stays so", () => {
  const standing = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 2 },
    { ...cy, lottery_serial: 3, left_at: "20200101" },
  ];
  expect(planImport(file(ann), standing)).toEqual({ changes: [], unchanged: 1, missing: ["E2"] });
  expect(planImport(file(ann), standing, "20260615").changes).toEqual([
    { employee_id: "E2", isNew: false, set: { left_at: "20260615" }, remove: [] },
  ]);
});

test("what was imported is unchanged when it is imported again", () => {
  const roster = file({ ...ann, email: "ann@example.com" }, bo);
  const standing = planImport(roster, []).changes.map(({ employee_id, set }) => ({ employee_id, ...set }));
  expect(planImport(roster, standing)).toEqual({ changes: [], unchanged: 2, missing: [] });
});
