import { describe, expect, test } from "vitest";
import type { DrawRules } from "../../../data/ledger/rules.ts";
import type { Employee } from "../../../data/people/employee.ts";
import type { ClaimStatus } from "../../../workflow/draw/classify-claim.ts";
import {
  classifyForSeal,
  classifyPosition,
  type EntryAtSerial,
  isCandidate,
  outcomeNames,
  outcomes,
  visitedPosition,
} from "../../../workflow/draw/eligibility.ts";

const now = new Date("2026-06-15T12:00:00Z");
const rules = { drawNo: 7, pastWinners: new Set(["E0007"]), rules: {}, at: now };
const employee = { employee_id: "E0001", employee_name: "Ann", lottery_serial: 42 };
const left = { ...employee, left_at: "20260615" };
const person = "ab".repeat(32);
const ann = { person, employee_id: "E0001", employee_name: "Ann" };
const at = (each: Employee): EntryAtSerial => ({ kind: "employee", employee: each, person });
const free: ClaimStatus = { status: "free" };

describe("a position", () => {
  test.each<[string, EntryAtSerial, ClaimStatus, object]>([
    ["is a gap if no employee has the serial", { kind: "gap" }, free, { outcome: "gap" }],
    [
      "is changed, and names nobody, if the entry is not the one that was sealed",
      { kind: "changed", leaf: person },
      free,
      { outcome: "changed", leaf: person },
    ],
    [
      "is changed if another person has the serial of somebody who was erased",
      { kind: "changed" },
      free,
      { outcome: "changed" },
    ],
    ["is chosen if nothing excludes the employee", at(employee), free, { outcome: "chosen", ...ann }],
    [
      "says what the employee was when the roster was sealed",
      { kind: "employee", employee, person, sealed_as: "taken" },
      free,
      { outcome: "chosen", ...ann, sealed_as: "taken" },
    ],
    [
      "is chosen if a dead draw still has a claim on the employee",
      at(employee),
      { status: "free", replaced: { employee_id: "E0001", draw_id: "dead", claim_expires_at: 1 } },
      { outcome: "chosen", ...ann },
    ],
    ["is left if the employee leaves today", at(left), free, { outcome: "left", ...ann }],
    [
      "is excluded on the last day of an exclusion",
      at({ ...employee, excluded_until: "2026-06-15" }),
      free,
      { outcome: "excluded", ...ann, excluded_until: "2026-06-15" },
    ],
    [
      "is chosen on the day after an exclusion",
      at({ ...employee, excluded_until: "2026-06-14" }),
      free,
      { outcome: "chosen", ...ann },
    ],
    [
      "is excluded for ever if the exclusion has no date",
      at({ ...employee, excluded_until: "someday" }),
      free,
      { outcome: "excluded", ...ann, excluded_until: "always" },
    ],
    [
      "is opted out if the employee has opted out",
      at({ ...employee, opted_out_at: "2026-06-15T12:00:00.000Z" }),
      free,
      { outcome: "opted_out", ...ann },
    ],
    [
      "is won with the draw's own number if a past winner of the draw is excluded",
      at({ ...employee, employee_id: "E0007", excluded_until: "always" }),
      free,
      { outcome: "won", ...ann, employee_id: "E0007", draw_no: 7 },
    ],
    [
      "is won if the employee has won another draw",
      at(employee),
      { status: "won", drawNo: 3 },
      { outcome: "won", ...ann, draw_no: 3 },
    ],
    [
      "is won without a number if the win is older than the ledger",
      at(employee),
      { status: "won", drawNo: undefined },
      { outcome: "won", ...ann },
    ],
    [
      "is held if another draw under way has claimed the employee",
      at(employee),
      { status: "held", drawNo: 8 },
      { outcome: "held", ...ann, draw_no: 8 },
    ],
    [
      "is won with the draw's own number if the employee has won this draw before and has left",
      at({ ...left, employee_id: "E0007" }),
      { status: "held", drawNo: 8 },
      { outcome: "won", ...ann, employee_id: "E0007", draw_no: 7 },
    ],
    [
      "is left if the employee has left and has won another draw",
      at(left),
      { status: "won", drawNo: 3 },
      { outcome: "left", ...ann },
    ],
  ])("%s", (_, entry, claim, expected) => {
    const visited = classifyPosition(42, entry, claim, rules);
    expect(visited).toStrictEqual({ lottery_serial: 42, ...expected });
    expect(visitedPosition.parse(visited)).toEqual(visited);
  });
});

describe("a rule of the draw", () => {
  const sales = { ...employee, department: " Sales  EMEA " };
  const old = { ...employee, employee_entry_date: "20260630" };
  const outcomeOf = (each: Employee, ruled: DrawRules) =>
    classifyPosition(42, at(each), free, { ...rules, rules: ruled }).outcome;

  test.each<[string, Employee, DrawRules, string]>([
    [
      "only its departments, in any spelling",
      sales,
      { departments: { only: ["ＳＡＬＥＳ emea"] } },
      "chosen",
    ],
    ["only its departments", sales, { departments: { only: ["IT"] } }, "department"],
    [
      "only its departments, so nobody without one",
      employee,
      { departments: { only: ["IT"] } },
      "department",
    ],
    ["all but its departments", sales, { departments: { not: ["IT", "sales emea"] } }, "department"],
    ["all but its departments", sales, { departments: { not: ["IT"] } }, "chosen"],
    [
      "all but its departments, and everybody without one",
      employee,
      { departments: { not: ["IT"] } },
      "chosen",
    ],
    ["people who joined before its day", old, { joined_before: "2026-07-01" }, "chosen"],
    ["people who joined before its day", old, { joined_before: "2026-06-30" }, "joined"],
    ["people who joined before its day, if it is known", employee, { joined_before: "2026-06-30" }, "joined"],
    [
      "people who joined before its day, if it is a date",
      { ...employee, employee_entry_date: "soon" },
      { joined_before: "2026-06-30" },
      "joined",
    ],
  ])("admits %s", (_, each, ruled, expected) => {
    expect(outcomeOf(each, ruled)).toBe(expected);
  });

  test("decides what the sealed list says, and only then a claim", () => {
    const ruled = { rules: { departments: { only: ["IT"] } }, at: now };
    expect(classifyForSeal(sales, true, ruled)).toBe("department");
    expect(classifyForSeal({ ...employee, department: "it" }, true, ruled)).toBe("taken");
    expect(classifyForSeal({ ...employee, department: "it" }, false, ruled)).toBe("free");
    expect(classifyForSeal(left, true, ruled)).toBe("left");
    expect(classifyForSeal({ ...sales, excluded_until: "always" }, false, ruled)).toBe("excluded");
    expect(classifyForSeal({ ...sales, opted_out_at: "yes" }, true, ruled)).toBe("opted_out");
  });
});

test("chosen people can win, and held people too once the other draw has ended", () => {
  expect(outcomeNames.filter((outcome) => outcomes[outcome].canWin)).toEqual(["held", "chosen"]);
});

test("a candidate is an employee whom nothing but a claim can exclude", () => {
  expect(isCandidate(employee, rules)).toBe(true);
  expect(isCandidate(left, rules)).toBe(false);
  expect(isCandidate({ employee_id: "E0007" }, rules)).toBe(false);
});

test.each([
  { lottery_serial: 1, outcome: "gap", ...ann },
  { lottery_serial: 1, outcome: "gap", person },
  { lottery_serial: 1, outcome: "gap", draw_no: 3 },
  { lottery_serial: 1, outcome: "gap", sealed_as: "free" },
  { lottery_serial: 1, outcome: "gap", leaf: person },
  { lottery_serial: 1, outcome: "changed", ...ann },
  { lottery_serial: 1, outcome: "changed", person },
  { lottery_serial: 1, outcome: "changed", sealed_as: "free" },
  { lottery_serial: 1, outcome: "left" },
  { lottery_serial: 1, outcome: "left", employee_id: "E0001", employee_name: "Ann" },
  { lottery_serial: 1, outcome: "left", person, employee_id: "E0001" },
  { lottery_serial: 1, outcome: "left", person, employee_name: "Ann" },
  { lottery_serial: 1, outcome: "left", ...ann, draw_no: 3 },
  { lottery_serial: 1, outcome: "left", ...ann, leaf: person },
  { lottery_serial: 1, outcome: "chosen", ...ann, draw_no: 3 },
  { lottery_serial: 1, outcome: "chosen", ...ann, sealed_as: "gone" },
  { lottery_serial: 1, outcome: "left", ...ann, excluded_until: "always" },
  { lottery_serial: 1, outcome: "excluded", ...ann },
  { lottery_serial: 1, outcome: "excluded", ...ann, excluded_until: "soon" },
  { lottery_serial: 1, outcome: "toString", ...ann },
])("a visited position has exactly the fields of its outcome: %o is refused", (visited) => {
  expect(visitedPosition.safeParse(visited).success).toBe(false);
});

test.each([
  [{ outcome: "left" }, "person", "is missing, or the outcome has none"],
  [{ outcome: "left", person, employee_id: "E1" }, "employee_name", "is missing, or there is no id"],
  [{ outcome: "gap", ...ann, person: undefined }, "employee_id", "is not part of this outcome"],
  [{ outcome: "left", ...ann, leaf: person }, "leaf", "is not part of this outcome"],
  [{ outcome: "left", ...ann, draw_no: 3 }, "draw_no", "is not part of this outcome"],
  [{ outcome: "excluded", ...ann }, "excluded_until", "is missing, or is not part of this outcome"],
])("the error about a visited position names the field: %o", (visited, field, message) => {
  const { error } = visitedPosition.safeParse({ lottery_serial: 1, ...visited });
  expect(error?.issues).toMatchObject([{ path: [field], message }]);
});
