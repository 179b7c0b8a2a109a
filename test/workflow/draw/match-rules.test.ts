import { expect, test } from "vitest";
import { isOfDepartments, joinedInTime } from "../../../workflow/draw/match-rules.ts";

test.each([
  ["IT", { only: ["it "] }, true],
  ["ＩＴ", { only: ["Sales", "IT"] }, true],
  ["Sales", { only: ["IT"] }, false],
  ["IT", { not: ["it"] }, false],
  ["Sales", { not: ["IT"] }, true],
  // A department without a visible name is none, whatever the rules list.
  [undefined, { only: ["IT", "", " "] }, false],
  ["", { only: [" "] }, false],
  [undefined, { not: ["IT", ""] }, true],
  [" ", { not: [""] }, true],
])("a person of the department %j, with the rule %j: %s", (department, departments, expected) => {
  const person = department === undefined ? {} : { department };
  expect(isOfDepartments(person, { departments })).toBe(expected);
});

test("without rules, everybody can take part", () => {
  expect([isOfDepartments({}, {}), joinedInTime({}, {})]).toEqual([true, true]);
});

test.each([
  ["2026-01-30", true],
  ["2026-01-31", false],
  ["20260130", true],
  ["20260201", false],
  [undefined, false],
])("a person who joined on %s joined before 2026-01-31: %s", (day, expected) => {
  const person = day === undefined ? {} : { employee_entry_date: day };
  expect(joinedInTime(person, { joined_before: "2026-01-31" })).toBe(expected);
});
