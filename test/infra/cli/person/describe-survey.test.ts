import { expect, test } from "vitest";
import { describeSurvey } from "../../../../infra/cli/person/describe-survey.ts";
import type { Survey } from "../../../../infra/cli/person/survey-person.ts";

const tables = { employees: "Staff", winners: "Wins", draws: "Draws" };
const none = {
  roster: 0,
  wins: 0,
  records: 0,
  positions: 0,
  handOvers: 0,
  salts: 0,
  executions: 0,
  logEntries: 0,
  operators: 0,
  imports: 0,
};

const describe = (more: Partial<Survey>, counts: Partial<Survey["counts"]> = {}) =>
  describeSurvey(
    {
      person: { employee_id: "E0001", names: ["Ann"], slack_user_ids: [] },
      begun: undefined,
      isOnRoster: false,
      win: undefined,
      draws: [],
      executions: [],
      revisedByPerson: [],
      obstacles: [],
      ...more,
      counts: { ...none, ...counts },
    },
    tables,
  ).split("\n");

test("one item and several are counted in each table", () => {
  expect(
    describe({}, { roster: 1, positions: 2, records: 1, salts: 1_000, imports: 1, logEntries: 1 }),
  ).toEqual([
    'This is stored about "E0001", "Ann":',
    "  Staff: 1 item",
    "  Wins: 0 items",
    "  Draws: 1 record and 2 visited positions that name the person, 0 hand-overs, salts in 1,000 records, 0 requests, 1 in the audit log, 0 in the list of operators, 1 import of the roster",
  ]);
});

test("what stays, and what speaks against the erasure, is printed", () => {
  expect(describe({ revisedByPerson: [3] }, { wins: 1 }).at(-1)).toMatch(
    /^The person redrew or voided draw 3\./,
  );
  expect(describe({ revisedByPerson: [3, 12] }, { wins: 1 }).at(-1)).toMatch(/voided draws 3, 12\./);
  expect(describe({ obstacles: ["Draw 7 is under way.", "Wait."] }, { wins: 1 }).slice(-3)).toEqual([
    "It cannot be erased now:",
    "  Draw 7 is under way.",
    "  Wait.",
  ]);
});

test("an erasure that was interrupted is printed, also if nothing else is left", () => {
  expect(describe({})).toEqual(['Nothing is stored about "E0001", "Ann" that can be erased.']);
  expect(describe({ begun: "erasure" }).at(-1)).toBe(
    "An earlier erasure of the person was interrupted, and continues with --yes.",
  );
});
