import { describe, expect, test } from "vitest";
import type { RosterItem } from "../../../../data/people/roster-item.ts";
import type { RosterColumn, RosterRow } from "../../../../workflow/roster/file/roster-row.ts";
import type { Conflict, Resolution, Resolutions } from "../../../../workflow/roster/plan/conflict.ts";
import { planImport } from "../../../../workflow/roster/plan/plan-import.ts";

const now = new Date("2026-06-15T12:00:00Z");

const fileWith = (columns: readonly RosterColumn[], rows: readonly RosterRow[]) => ({
  rows: [...rows],
  columns: new Set(columns),
  lines: rows.map((_, i) => i + 2),
  ignored: [],
});
const file = (...rows: RosterRow[]) => fileWith(["employee_id", "employee_name", "email"], rows);

const plan = (
  roster: ReturnType<typeof file>,
  current: readonly RosterItem[],
  { resolutions = {} }: { resolutions?: Resolutions } = {},
) => planImport({ file: roster, current, now, missing: "keep", resolutions });

/** Answers the questions of a plan and of those that follow, `turns` times. Returns the last plan and all answers. */
function answerInTurns(
  turns: number,
  answer: (conflict: Conflict) => Resolution,
  ...[roster, current]: [ReturnType<typeof file>, readonly RosterItem[]]
) {
  const resolutions: Record<string, Resolution> = {};
  let planned = plan(roster, current);
  for (let turn = 0; turn < turns; turn++) {
    for (const conflict of planned.conflicts) resolutions[conflict.key] = answer(conflict);
    planned = plan(roster, current, { resolutions });
  }
  return { planned, resolutions };
}

const pairOf = ({ existing, row }: Conflict) => `${existing.employee_id} ${row.employee_id}`;

const idsOf = (people: readonly { employee_id: string }[]) => people.map(({ employee_id }) => employee_id);

const ann = { employee_id: "E1", employee_name: "Ann" };
const bo = { employee_id: "E2", employee_name: "Bo" };
const cy = { employee_id: "E3", employee_name: "Cy" };

describe("if more than two entries look alike", () => {
  const current = [{ ...ann, employee_id: "007", email: "a@example.com", lottery_serial: 1 }];
  const rows = file({ ...ann, employee_id: "7" }, { ...bo, email: "a@example.com" }, cy);

  test("a general decision that they are one person does not count, and a decision about a pair does", () => {
    const { conflicts, isReady } = plan(rows, current, { resolutions: { all: "existing" } });
    expect(conflicts).toMatchObject([{ row: { employee_id: "7" }, isInLargeGroup: true }]);
    expect(isReady).toBe(false);
    const resolutions = { [conflicts[0]?.key ?? ""]: "existing" } as const;
    expect(plan(rows, current, { resolutions })).toMatchObject({
      isReady: true,
      changed: [{ employee_id: "007" }],
      added: [bo, cy],
    });
  });

  test("a general decision that they are two people counts, and what is left are pairs", () => {
    const pairs = { "kind:email": "both", "kind:leading-zeros": "new" } as const;
    const { left, added } = plan(rows, current, { resolutions: pairs });
    expect([idsOf(left), idsOf(added)]).toEqual([["007"], ["7", "E2", "E3"]]);
    expect(idsOf(plan(rows, current, { resolutions: { all: "both" } }).added)).toEqual(["7", "E2", "E3"]);
  });
});

describe("answers about three who look alike", () => {
  const rows = file(...[ann, bo, cy].map((each) => ({ ...each, email: "a@example.com" })));
  /** Answers each pair, for example "E1 E2", as it comes. */
  const answer = (answers: Readonly<Record<string, Resolution>>) => {
    const resolutions: Record<string, Resolution> = {};
    let planned = plan(rows, []);
    while (!planned.isReady && !planned.isContradictory) {
      for (const { key, existing, row } of planned.conflicts)
        resolutions[key] = answers[`${existing.employee_id} ${row.employee_id}`] ?? "both";
      planned = plan(rows, [], { resolutions });
    }
    return { planned, resolutions };
  };

  test.each([
    ["one person is two people", { "E1 E2": "new", "E1 E3": "both", "E2 E3": "existing" }],
    ["each id is replaced by another one", { "E1 E2": "new", "E1 E3": "existing", "E2 E3": "new" }],
  ] as const)("that contradict each other are asked again, until they do not: %s", (_, answers) => {
    const { planned, resolutions } = answer(answers);
    expect(planned).toMatchObject({ isContradictory: true, isReady: false, changes: [] });
    expect(planned.conflicts.map(({ key }) => key).toSorted()).toEqual(Object.keys(resolutions).toSorted());
    const again = Object.fromEntries(planned.conflicts.map(({ key }) => [key, "both"] as const));
    expect(plan(rows, [], { resolutions: { ...resolutions, ...again } })).toMatchObject({
      isContradictory: false,
      isReady: true,
    });
  });

  test("that do not contradict each other count", () => {
    const { planned } = answer({ "E1 E2": "new", "E1 E3": "existing", "E2 E3": "existing" });
    expect(planned).toMatchObject({ isReady: true, isContradictory: false });
    expect(idsOf(planned.added)).toEqual(["E2"]);
  });
});

describe("answers about three who look alike, if an import stops and is repeated", () => {
  const current = [{ ...ann, employee_id: "007", email: "a@example.com", lottery_serial: 1 }];
  const rows = file({ ...ann, employee_id: "7" }, { ...bo, email: "a@example.com" });

  test("leave no question for later: who looks like somebody whom a row replaces is asked about at once", () => {
    const [replaced] = plan(rows, current).conflicts;
    const resolutions = { [replaced?.key ?? ""]: "new" } as const;
    const asked = plan(rows, current, { resolutions });
    expect(asked.conflicts).toMatchObject([{ existing: { employee_id: "007" }, row: { employee_id: "E2" } }]);
    const answer = (resolution: Resolution) => {
      const { isReady, added } = plan(rows, current, {
        resolutions: { ...resolutions, [asked.conflicts[0]?.key ?? ""]: resolution },
      });
      return { isReady, added: idsOf(added) };
    };
    expect(answer("both")).toEqual({ isReady: true, added: ["7", "E2"] });
    expect(answer("existing")).toEqual({ isReady: true, added: ["7"] });
  });

  test("are asked again if there are too many people to see what follows, unless they are different people", () => {
    const many = file(
      ...Array.from({ length: 13 }, (_, i) => ({
        ...ann,
        employee_id: `E${i + 1}`,
        email: "a@example.com",
      })),
    );
    const resolutions: Record<string, Resolution> = {};
    const answerAll = () => {
      let planned = plan(many, [], { resolutions });
      for (let turn = 0; turn < 13 && !planned.isReady && !planned.isUnrepeatable; turn++) {
        for (const { key } of planned.conflicts) resolutions[key] ??= "both";
        planned = plan(many, [], { resolutions });
      }
      return planned;
    };
    const [first] = plan(many, []).conflicts;
    resolutions[first?.key ?? ""] = "existing";
    expect(answerAll()).toMatchObject({ isReady: false, isUnrepeatable: true, changes: [] });
    const aboutAll = { "kind:email": "both", [first?.key ?? ""]: "existing" } as const;
    expect(plan(many, [], { resolutions: aboutAll }).added).toHaveLength(12);
    resolutions[first?.key ?? ""] = "both";
    expect(answerAll().added).toHaveLength(13);
  });

  test("may replace a row by another one, of which each was found to be the same entry of the roster", () => {
    const both = fileWith(
      ["employee_id", "employee_name", "email", "slack_user_id"],
      [
        { ...bo, slack_user_id: "U0ANN" },
        { ...cy, slack_user_id: "U0ANN", email: "a@example.com" },
      ],
    );
    const answers: Readonly<Record<string, Resolution>> = {
      "E2 E3": "new",
      "007 E3": "existing",
      "007 E2": "existing",
    };
    const { planned } = answerInTurns(3, (conflict) => answers[pairOf(conflict)] ?? "both", both, current);
    expect(planned).toMatchObject({ isReady: true, added: [], left: [], changed: [{ employee_id: "007" }] });
    expect(planned.changes).toMatchObject([{ set: { employee_name: "Cy", slack_user_id: "U0ANN" } }]);
  });

  test("leave out somebody who has left by the file and is the one whom a row replaces", () => {
    const rowsWithGone = fileWith(
      ["employee_id", "employee_name", "left_at"],
      [
        { ...ann, employee_id: "7" },
        { ...ann, employee_id: "07", left_at: "20200101" },
      ],
    );
    const answer = ({ row }: Conflict) => (row.employee_id === "7" ? "new" : "existing");
    const { planned } = answerInTurns(3, answer, rowsWithGone, current);
    expect(planned).toMatchObject({ isReady: true, changed: [] });
    expect([idsOf(planned.left), idsOf(planned.added)]).toEqual([["007"], ["7"]]);
  });

  test("leave no question for later that only comes up when a part of the changes is made", () => {
    const known = [
      { ...ann, lottery_serial: 1 },
      { ...bo, email: "b@example.com", lottery_serial: 2 },
    ];
    // If only E2 has the Slack account when the import stops, E1 gets an account that somebody on the roster has.
    const accounts = fileWith(
      ["employee_id", "employee_name", "email", "slack_user_id"],
      [
        { ...ann, slack_user_id: "U0ANN" },
        { ...cy, slack_user_id: "U0ANN", email: "b@example.com" },
      ],
    );
    const answers: Readonly<Record<string, Resolution>> = { "E1 E3": "both", "E2 E3": "existing" };
    const answer = (conflict: Conflict) => answers[pairOf(conflict)] ?? "new";
    const { planned, resolutions } = answerInTurns(2, answer, accounts, known);
    expect(planned.conflicts).toMatchObject([
      { existing: { employee_id: "E2" }, row: { employee_id: "E1" }, options: ["new", "both"] },
    ]);
    resolutions[planned.conflicts[0]?.key ?? ""] = "both";
    expect(idsOf(plan(accounts, known, { resolutions }).changed)).toEqual(["E1", "E2"]);
  });
});
