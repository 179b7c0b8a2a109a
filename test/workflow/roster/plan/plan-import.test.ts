import { describe, expect, test } from "vitest";
import type { RosterItem } from "../../../../data/people/roster-item.ts";
import type { RosterColumn, RosterRow } from "../../../../workflow/roster/file/roster-row.ts";
import type { Resolutions } from "../../../../workflow/roster/plan/conflict.ts";
import { type MissingChoice, planImport } from "../../../../workflow/roster/plan/plan-import.ts";
import { applyChanges } from "./apply-changes.ts";

const now = new Date("2026-06-15T12:00:00Z");

function fileWith(columns: readonly RosterColumn[], rows: readonly RosterRow[]) {
  return { rows: [...rows], columns: new Set(columns), lines: rows.map((_, i) => i + 2), ignored: [] };
}

const file = (...rows: RosterRow[]) => fileWith(["employee_id", "employee_name", "email"], rows);

const plan = (
  roster: ReturnType<typeof file>,
  current: readonly RosterItem[],
  { missing = "keep", resolutions = {} }: { missing?: MissingChoice; resolutions?: Resolutions } = {},
) => planImport({ file: roster, current, now, missing, resolutions });

const idsOf = (people: readonly { employee_id: string }[]) => people.map(({ employee_id }) => employee_id);

const ann = { employee_id: "E1", employee_name: "Ann" };
const bo = { employee_id: "E2", employee_name: "Bo" };
const cy = { employee_id: "E3", employee_name: "Cy" };

test("new people get the serials from 1 in the order of the file", () => {
  expect(plan(file(bo, ann), [])).toMatchObject({
    changes: [
      { employee_id: "E2", is_new: true, set: { employee_name: "Bo", lottery_serial: 1 }, remove: [] },
      { employee_id: "E1", is_new: true, set: { employee_name: "Ann", lottery_serial: 2 }, remove: [] },
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
  const { changes, unchanged, missing } = plan(file(ann, bo, cy), current);
  expect(changes.map(({ employee_id, set }) => [employee_id, set["lottery_serial"]])).toEqual([
    ["E2", 1],
    ["E3", 4],
  ]);
  expect({ unchanged, missing: idsOf(missing) }).toEqual({ unchanged: 1, missing: ["E9"] });
});

test("only columns of the file are changed, an empty cell removes the attribute, and each change is named", () => {
  const current = [{ ...ann, email: "ann@example.com", department: "Sales", lottery_serial: 1 }];
  const { changes, changed } = plan(file({ ...ann, employee_name: "Anna" }), current);
  expect(changes).toMatchObject([
    { employee_id: "E1", is_new: false, set: { employee_name: "Anna" }, remove: ["email"] },
  ]);
  expect(changed[0]?.attributes).toEqual([
    { name: "employee_name", before: "Ann", after: "Anna" },
    { name: "email", before: "ann@example.com", after: undefined },
  ]);
});

test("people without a serial, with an invalid one or with another person's get a new one", () => {
  const current = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 1 },
    { ...cy, lottery_serial: 0.5 },
  ];
  const { changes } = plan(file(ann, bo, cy), current);
  expect(changes.map(({ employee_id, set }) => [employee_id, set])).toEqual([
    ["E2", { lottery_serial: 2 }],
    ["E3", { lottery_serial: 3 }],
  ]);
});

describe("people who are not in the file", () => {
  const current = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 2, left_at: "20261231" },
    { ...cy, lottery_serial: 3, left_at: "20200101" },
  ];

  test("are listed, unless they have left, and a plan without a choice is not ready", () => {
    const asked = planImport({ file: file(ann, bo), current: [], now, missing: undefined, resolutions: {} });
    expect(asked.isReady).toBe(true);
    const missing = planImport({ file: file(ann), current, now, missing: undefined, resolutions: {} });
    expect(missing).toMatchObject({ isReady: false, changes: [], missing: [bo] });
  });

  test("stay, or leave today, also before a date of departure in the future", () => {
    expect(plan(file(ann), current)).toMatchObject({ changes: [], unchanged: 1, isReady: true });
    const { changes, left } = plan(file(ann), current, { missing: "left" });
    expect(changes).toMatchObject([{ employee_id: "E2", set: { left_at: "20260615" } }]);
    expect(idsOf(left)).toEqual(["E2"]);
  });
});

describe("a person who has left and is in a later file", () => {
  const gone = { ...bo, lottery_serial: 2, left_at: "20260101" };

  test.each(["20260101", "2026-01-01T00:00:00Z", true, 20_260_101, ["somehow"]])(
    "returns with the same serial, with any value of left_at: %j",
    (left_at) => {
      const { changes, returning } = plan(file(bo), [{ ...gone, left_at }]);
      expect(changes).toMatchObject([{ employee_id: "E2", set: {}, remove: ["left_at"] }]);
      expect(idsOf(returning)).toEqual(["E2"]);
    },
  );

  test.each([
    ["stays away if the file has a date of departure", "20260101", []],
    ["returns until a date in the future", "20261231", ["E2"]],
    ["returns if the cell is empty", undefined, ["E2"]],
  ])("%s", (_, left_at, returning) => {
    const columns = ["employee_id", "employee_name", "left_at"] as const;
    const row = left_at === undefined ? bo : { ...bo, left_at };
    expect(idsOf(plan(fileWith(columns, [row]), [gone]).returning)).toEqual(returning);
  });
});

test("a future date of departure is kept if the file has no column left_at", () => {
  const leaving = { ...bo, lottery_serial: 2, left_at: "20261231" };
  expect(plan(file(bo), [leaving])).toMatchObject({ changes: [], returning: [], unchanged: 1 });
});

test("an import keeps exclusions and attributes that it does not know, whatever else changes", () => {
  const current = [
    { ...ann, lottery_serial: 1, excluded_until: "always", badge: 7 },
    { ...bo, lottery_serial: 2, excluded_until: "2027-01-31", excluded_reason: "leave", left_at: "20200101" },
  ];
  const changed = file({ ...ann, employee_name: "Ann Lee" }, bo);
  const after = applyChanges(current, plan(changed, current).changes);
  expect(after).toMatchObject([
    { employee_name: "Ann Lee", excluded_until: "always", badge: 7 },
    { excluded_until: "2027-01-31", excluded_reason: "leave" },
  ]);
});

test("rows that are equal are one row, and two different rows with one id are a conflict", () => {
  expect(plan(file(ann, bo, ann), [])).toMatchObject({ repeated: 1, conflicts: [], added: [ann, bo] });
  const rows = file(ann, bo, { ...ann, employee_name: "Anna" });
  const { conflicts, isReady, added } = plan(rows, []);
  expect(conflicts).toMatchObject([
    { kind: "twice-in-file", existing: { line: 2 }, row: { line: 4 }, options: ["existing", "new"] },
  ]);
  expect({ isReady, added: idsOf(added) }).toEqual({ isReady: false, added: ["E1", "E2"] });
  const [conflict] = conflicts;
  const resolutions = { [conflict?.key ?? ""]: "new" } as const;
  expect(plan(rows, [], { resolutions })).toMatchObject({
    isReady: true,
    added: [{ employee_id: "E2" }, { employee_id: "E1", employee_name: "Anna" }],
  });
});

describe("an id that is on the roster in another spelling", () => {
  const current = [{ ...ann, employee_id: "007", email: "ann@example.com", lottery_serial: 1 }];
  const columns = ["employee_id", "employee_name"] as const;

  test.each([
    ["leading-zeros", "7"],
    ["spelling", "００７"],
    ["spelling", "007\u200b"],
  ])("is a conflict of the kind %s: %s", (kind, employee_id) => {
    const { conflicts, missing, added } = plan(fileWith(columns, [{ ...ann, employee_id }]), current);
    expect(conflicts).toMatchObject([
      {
        kind,
        existing: { employee_id: "007" },
        row: { employee_id, line: 2 },
        options: ["existing", "new", "both"],
      },
    ]);
    expect([...missing, ...added]).toEqual([]);
  });

  const row = { ...ann, employee_id: "7", employee_name: "Ann Lee" };

  test("is the same person, with the id and the serial of the roster and the data of the file", () => {
    const { changes } = plan(fileWith(columns, [row]), current, { resolutions: { all: "existing" } });
    expect(applyChanges(current, changes)).toEqual([{ ...current[0], employee_name: "Ann Lee" }]);
  });

  test("is the same person with the new id, and the old entry leaves before it is added", () => {
    const { changes } = plan(fileWith(columns, [row]), current, {
      resolutions: { "kind:leading-zeros": "new" },
    });
    expect(changes).toMatchObject([
      { employee_id: "007", set: { left_at: "20260615" }, is_first: true },
      { employee_id: "7", is_new: true, set: { lottery_serial: 2 } },
    ]);
  });

  test("is another person, and this is not asked for again", () => {
    const rows = fileWith(columns, [row]);
    const { changes } = plan(rows, current, { resolutions: { all: "both" } });
    expect(changes).toMatchObject([{ employee_id: "7", is_new: true }]);
    expect(plan(rows, applyChanges(current, changes))).toMatchObject({ conflicts: [], unchanged: 1 });
  });
});

test("two ids are asked about once, and the answer counts in whatever order they are compared", () => {
  const current = [{ ...ann, employee_id: "07", lottery_serial: 1 }];
  const rows = file({ ...ann, employee_id: "7" }, { ...bo, employee_id: "07" });
  const { conflicts } = plan(rows, current);
  expect(conflicts).toMatchObject([{ existing: { employee_id: "7" }, row: { employee_id: "07" } }]);
  const resolutions = { [conflicts[0]?.key ?? ""]: "existing" } as const;
  const { left, added, changes } = plan(rows, current, { resolutions });
  expect([idsOf(left), idsOf(added)]).toEqual([["07"], ["7"]]);
  expect(plan(rows, applyChanges(current, changes), { resolutions }).changes).toEqual([]);
});

describe("an account that somebody else has", () => {
  const columns = ["employee_id", "employee_name", "slack_user_id", "email"] as const;
  const current = [{ ...ann, slack_user_id: "U0ANN", email: "Ann@Example.com", lottery_serial: 1 }];

  test.each([
    ["slack-account", { slack_user_id: "U0ANN" }],
    ["email", { email: "ann@example.com" }],
  ])("is a conflict of the kind %s, on the roster and in the file", (kind, account) => {
    const onRoster = plan(fileWith(columns, [{ ...bo, ...account }]), current);
    expect(onRoster.conflicts).toMatchObject([{ kind, existing: { employee_id: "E1" }, row: bo }]);
    const inFile = plan(
      fileWith(columns, [
        { ...cy, ...account },
        { ...bo, ...account },
      ]),
      [],
    );
    expect(inFile.conflicts).toMatchObject([{ kind, existing: { ...cy, line: 2 }, row: { ...bo, line: 3 } }]);
  });

  test("makes the new row the same person, who keeps the id, or leaves for the new one", () => {
    const rows = fileWith(columns, [{ ...bo, slack_user_id: "U0ANN" }]);
    expect(plan(rows, current, { resolutions: { all: "existing" } })).toMatchObject({
      changed: [{ employee_id: "E1" }],
      added: [],
    });
    expect(plan(rows, current, { resolutions: { all: "new" } })).toMatchObject({
      left: [{ employee_id: "E1" }],
      added: [{ employee_id: "E2" }],
    });
  });

  test("moves to a person who is on the roster only if the other one leaves, or they are two people", () => {
    const both = [...current, { ...bo, lottery_serial: 2 }];
    const rows = fileWith(columns, [{ ...bo, slack_user_id: "U0ANN" }]);
    expect(plan(rows, both).conflicts).toMatchObject([{ options: ["new", "both"] }]);
    expect(idsOf(plan(rows, both, { resolutions: { all: "new" } }).left)).toEqual(["E1"]);
  });

  test("does not matter for somebody who has left by the file", () => {
    const rows = fileWith(
      [...columns, "left_at"],
      [
        { ...bo, slack_user_id: "U0ANN", left_at: "20200101" },
        { ...cy, slack_user_id: "U0ANN" },
      ],
    );
    expect(plan(rows, []).conflicts).toEqual([]);
  });
});

test("equal plans have the same digest, at any time of the day, and in any order of the roster", () => {
  const current = [
    { ...ann, lottery_serial: 1 },
    { ...bo, lottery_serial: 2 },
  ];
  const input = { file: file(ann, cy), current, now, missing: "left", resolutions: {} } as const;
  const { digest } = planImport(input);
  const same = { ...input, now: new Date("2026-06-15T23:00:00Z"), current: current.toReversed() };
  expect(planImport(same)).toEqual(planImport(input));
  for (const other of [
    { ...input, now: new Date("2026-06-16T00:00:00Z") },
    { ...input, missing: "keep" as const },
    { ...input, resolutions: { all: "new" as const } },
    { ...input, file: file(ann, { ...cy, employee_name: "Cyd" }) },
    { ...input, current: [{ ...ann, lottery_serial: 1, email: "a@example.com" }] },
  ])
    expect(planImport(other).digest).not.toBe(digest);
});
