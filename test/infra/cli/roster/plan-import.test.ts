import { describe, expect, test } from "vitest";
import {
  type EmployeeChange,
  planImport as plan,
  type RosterItem,
} from "../../../../infra/cli/roster/plan-import.ts";
import type { RosterColumn, RosterRow } from "../../../../workflow/roster/file/roster-row.ts";

const now = new Date("2026-06-15T12:00:00Z");

function fileWith(columns: readonly RosterColumn[], rows: readonly RosterRow[]) {
  const ids = rows.map(({ employee_id }, i) => ({ employeeId: employee_id, line: i + 2 }));
  return { rows, columns: new Set(columns), lines: ids.map(({ line }) => line), ignored: [], ids };
}

const file = (...rows: RosterRow[]) => fileWith(["employee_id", "employee_name", "email"], rows);

const planImport = (
  roster: ReturnType<typeof file>,
  current: readonly RosterItem[],
  { marksMissing = false } = {},
) => plan({ ...roster, rows: [...roster.rows] }, current, { now, marksMissing });

/** Returns the roster after these changes. */
function apply(current: readonly RosterItem[], changes: readonly EmployeeChange[]): RosterItem[] {
  const items = new Map(current.map((item) => [item.employee_id, item]));
  for (const { employee_id, set, remove } of changes) {
    const kept = Object.entries({ ...items.get(employee_id), ...set }).filter(
      ([name]) => !remove.some((removed) => removed === name),
    );
    items.set(employee_id, { ...Object.fromEntries(kept), employee_id });
  }
  return [...items.values()].toSorted((a, b) => (a.employee_id < b.employee_id ? -1 : 1));
}

const ann = { employee_id: "E1", employee_name: "Ann" };
const bo = { employee_id: "E2", employee_name: "Bo" };
const cy = { employee_id: "E3", employee_name: "Cy" };

test("new people get the serials from 1 in the order of the file", () => {
  expect(planImport(file(bo, ann), [])).toMatchObject({
    changes: [
      { employee_id: "E2", isNew: true, set: { employee_name: "Bo", lottery_serial: 1 }, remove: [] },
      { employee_id: "E1", isNew: true, set: { employee_name: "Ann", lottery_serial: 2 }, remove: [] },
    ],
    unchanged: 0,
    missing: [],
  });
});

test("people keep their serials, and new people get the unused ones, then the next ones", () => {
  const current = [
    { ...ann, lottery_serial: 2 },
    { employee_id: "E9", employee_name: "Ida", lottery_serial: 3 },
  ];
  const { changes, unchanged, missing } = planImport(file(ann, bo, cy), current);
  expect(changes.map(({ employee_id, set }) => [employee_id, set["lottery_serial"]])).toEqual([
    ["E2", 1],
    ["E3", 4],
  ]);
  expect({ unchanged, missing }).toEqual({ unchanged: 1, missing: ["E9"] });
});

test("only columns of the file are changed, and an empty cell removes the attribute", () => {
  const current = [{ ...ann, email: "ann@example.com", department: "Sales", lottery_serial: 1 }];
  expect(planImport(file({ ...ann, employee_name: "Anna" }), current).changes).toEqual([
    { employee_id: "E1", isNew: false, set: { employee_name: "Anna" }, remove: ["email"] },
  ]);
});

test("people without a serial, with an invalid one or with another person's get a new one", () => {
  const current = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 1 },
    { ...cy, lottery_serial: 0.5 },
  ];
  const { changes } = planImport(file(ann, bo, cy), current);
  expect(changes.map(({ employee_id, set }) => [employee_id, set])).toEqual([
    ["E2", { lottery_serial: 2 }],
    ["E3", { lottery_serial: 3 }],
  ]);
});

test("people who are not in the file are not changed or marked as left, and people who had left stay so", () => {
  const current = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 2 },
    { ...cy, lottery_serial: 3, left_at: "20200101" },
  ];
  expect(planImport(file(ann), current)).toMatchObject({ changes: [], unchanged: 1, missing: ["E2"] });
  expect(planImport(file(ann), current, { marksMissing: true }).changes).toEqual([
    { employee_id: "E2", isNew: false, set: { left_at: "20260615" }, remove: [] },
  ]);
});

test("a second import of the same file changes nothing", () => {
  const roster = file({ ...ann, email: "ann@example.com" }, bo);
  const current = apply([], planImport(roster, []).changes);
  expect(planImport(roster, current)).toMatchObject({ changes: [], unchanged: 2, missing: [] });
});

describe("a person who has left and is in a later file", () => {
  const gone = { ...bo, lottery_serial: 2, left_at: "20260101" };

  test("returns with the same serial, even if the file has no column left_at", () => {
    const { changes, returning, unchanged } = planImport(file(bo), [gone]);
    expect(changes).toEqual([{ employee_id: "E2", isNew: false, set: {}, remove: ["left_at"] }]);
    expect({ returning, unchanged }).toEqual({ returning: ["E2"], unchanged: 0 });
  });

  test.each(["2026-01-01T00:00:00Z", true, 20_260_101, ["somehow"]])(
    "returns with any value of left_at: %j",
    (left_at) => {
      expect(planImport(file(bo), [{ ...gone, left_at }]).returning).toEqual(["E2"]);
    },
  );

  test("returns on the day on which --missing-left marked the departure", () => {
    const left = apply(
      [{ ...ann, lottery_serial: 1 }, bo],
      planImport(file(ann), [{ ...ann, lottery_serial: 1 }, bo], { marksMissing: true }).changes,
    );
    const { changes, returning } = planImport(file(ann, bo), left, { marksMissing: true });
    expect(returning).toEqual(["E2"]);
    expect(apply(left, changes)[1]).not.toHaveProperty("left_at");
  });

  test.each([
    ["stays away if the file has a date of departure", "20260101", []],
    ["returns until a date in the future", "20261231", ["E2"]],
    ["returns if the cell is empty", undefined, ["E2"]],
  ])("%s", (_, left_at, returning) => {
    const columns = ["employee_id", "employee_name", "left_at"] as const;
    const row = left_at === undefined ? bo : { ...bo, left_at };
    expect(planImport(fileWith(columns, [row]), [gone]).returning).toEqual(returning);
  });
});

test("a future date of departure is kept if the file has no column left_at", () => {
  const leaving = { ...bo, lottery_serial: 2, left_at: "20261231" };
  expect(planImport(file(bo), [leaving])).toMatchObject({ changes: [], returning: [], unchanged: 1 });
});

test("a person with a future date of departure who is not in the file can still win, and --missing-left marks them as left today", () => {
  const leaving = { ...bo, lottery_serial: 2, left_at: "20261231" };
  const current = [{ ...ann, lottery_serial: 1 }, leaving];
  const { missing, changes } = planImport(file(ann), current, { marksMissing: true });
  expect(missing).toEqual(["E2"]);
  expect(changes).toMatchObject([{ employee_id: "E2", set: { left_at: "20260615" } }]);
});

describe("an id with another spelling on the roster", () => {
  test("refuses the import with the line and both ids, for each such row", () => {
    const current = [
      { ...ann, employee_id: "7", lottery_serial: 1 },
      { ...bo, employee_id: "e2", lottery_serial: 2, left_at: "20260101" },
      { ...cy, lottery_serial: 3 },
    ];
    const rows = [{ ...ann, employee_id: "007" }, { ...bo, employee_id: "Ｅ２" }, cy];
    expect(() => planImport(file(...rows), current)).toThrow(
      expect.objectContaining({
        name: "RosterFileError",
        message: expect.stringMatching(
          /:\nline 2, employee_id: "007" is another spelling of "7" on the roster\nline 3, employee_id: "Ｅ２" is another spelling of "e2" on the roster$/,
        ),
      }),
    );
  });

  test("refuses the import even if the roster has both spellings", () => {
    const current = [ann, { ...ann, employee_id: "E01" }].map((item, i) => ({
      ...item,
      lottery_serial: i + 1,
    }));
    expect(() => planImport(file(ann), current)).toThrow('"E1" is another spelling of "E01" on the roster');
  });

  test("is reported if the file has none of the spellings", () => {
    const current = ["E1", "e1", "E2"].map((employee_id, i) => ({
      ...ann,
      employee_id,
      lottery_serial: i + 1,
    }));
    expect(planImport(file(cy), current).spellings).toEqual([["E1", "e1"]]);
  });
});

test("an import that is interrupted after any of its writes and repeated results in the same roster", () => {
  const current = [
    { ...ann, lottery_serial: 3 },
    { ...bo, lottery_serial: 1, left_at: "20260101" },
    { employee_id: "E9", employee_name: "Ida", lottery_serial: 2 },
  ];
  const roster = file(
    { employee_id: "E7", employee_name: "Gil" },
    { ...ann, employee_name: "Anna" },
    bo,
    { employee_id: "E8", employee_name: "Hal" },
    cy,
  );
  const { changes } = planImport(roster, current, { marksMissing: true });
  const complete = apply(current, changes);
  expect(changes).toHaveLength(6);
  for (let written = 0; written < 2 ** changes.length; written++) {
    const interrupted = apply(
      current,
      changes.filter((_, i) => (written >> i) % 2 === 1),
    );
    const rest = planImport(roster, interrupted, { marksMissing: true });
    expect(apply(interrupted, rest.changes)).toEqual(complete);
  }
});

test("an import keeps the exclusions of people, whatever else changes", () => {
  const current = [
    { employee_id: "E1", employee_name: "Ann", lottery_serial: 1, excluded_until: "always" },
    {
      employee_id: "E2",
      employee_name: "Bo",
      lottery_serial: 2,
      excluded_until: "2027-01-31",
      excluded_reason: "on leave",
      left_at: "20200101",
    },
  ];
  const changed = fileWith(
    ["employee_id", "employee_name", "department"],
    [{ ...ann, employee_name: "Ann Lee", department: "IT" }, bo],
  );
  for (const roster of [changed, file(bo)]) {
    const { changes } = planImport(roster, current, { marksMissing: true });
    expect(changes).not.toEqual([]);
    expect(apply(current, changes)).toMatchObject(
      current.map(({ employee_id, excluded_until, excluded_reason }) => ({
        employee_id,
        excluded_until,
        ...(excluded_reason && { excluded_reason }),
      })),
    );
  }
});
