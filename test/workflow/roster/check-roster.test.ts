import { expect, test } from "vitest";
import type { RosterItem } from "../../../data/people/roster-item.ts";
import { checkRoster } from "../../../workflow/roster/check-roster.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const items = (...more: Readonly<Record<string, unknown>>[]): RosterItem[] =>
  employeeItems(more.length).map((item, i) => ({ ...item, employee_id: `E${i + 1}`, ...more[i] }));

test("a roster with people of all kinds has no problem", () => {
  const people = items(
    { email: "ann@example.com", slack_user_id: "U0ANN", department: "研发", excluded_until: "always" },
    { left_at: "2026-01-31T08:00:00Z", excluded_until: "2027-01-31" },
    { left_at: null, excluded_until: false, department: "", employee_entry_date: "20240229" },
    { employee_name: "🎉 <!channel>", opted_out_at: "2026-01-31T12:00:00.000Z", opted_in_at: "" },
  );
  expect(checkRoster(people, now)).toEqual([]);
  expect(checkRoster([], now)).toEqual([]);
});

test.each<[attribute: string, value: unknown, stopsDraws: boolean]>([
  ["employee_name", undefined, true],
  ["employee_name", " \n", true],
  ["employee_name", 42, true],
  ["lottery_serial", undefined, false],
  ["lottery_serial", "1", true],
  ["lottery_serial", 0, true],
  ["left_at", ["2026"], true],
  ["left_at", "soon", false],
  ["excluded_until", "20260230", false],
  ["opted_out_at", "yes", false],
  ["opted_in_at", 20_260_615, false],
  ["slack_user_id", "@ann", false],
  ["email", "ann", false],
  ["department", 7, false],
  ["employee_entry_date", 20_200_101, false],
])("names an attribute that is wrong, and whether draws fail: %s %j", (attribute, value, stopsDraws) => {
  const [problem, ...others] = checkRoster(items({ [attribute]: value }), now);
  expect(problem).toEqual({
    kind: "malformed",
    employee_id: "E1",
    attribute,
    value: value === undefined ? undefined : JSON.stringify(value),
    stopsDraws,
  });
  expect(others).toEqual([]);
});

test("names an id without a visible character", () => {
  expect(checkRoster(items({ employee_id: "\u200b" }), now)).toMatchObject([
    { kind: "malformed", attribute: "employee_id", stopsDraws: false },
  ]);
});

test("names people with one serial, and those who may be one person and have not left", () => {
  const people = items(
    { employee_id: "7", slack_user_id: "U0ANN" },
    { employee_id: "007", lottery_serial: 1 },
    { employee_id: "0007", left_at: "20200101" },
    { slack_user_id: "U0ANN", email: "A@example.com" },
    { email: "a@example.com" },
  );
  expect(checkRoster(people, now)).toEqual([
    { kind: "same-serial", serial: 1, employee_ids: ["7", "007"] },
    { kind: "same-person", by: "id", employee_ids: ["7", "007"] },
    { kind: "same-person", by: "slack-account", employee_ids: ["7", "E4"] },
    { kind: "same-person", by: "email", employee_ids: ["E4", "E5"] },
  ]);
});

test("names the person with a serial that is much too high, and shortens what is stored", () => {
  expect(checkRoster(items({}, { lottery_serial: 2_000_000 }), now)).toEqual([
    { kind: "unused-serials", unused: 1_999_998, highest: 2_000_000, employee_id: "E2" },
  ]);
  const [problem] = checkRoster(items({ email: "x".repeat(1000) }), now);
  expect(problem).toMatchObject({ value: `"${"x".repeat(99)}` });
});
