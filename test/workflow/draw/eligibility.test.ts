import { describe, expect, test } from "vitest";
import {
  type ClaimStatus,
  classifyClaim,
  classifyPosition,
  type EntryAtSerial,
  findDrawToRead,
  isCandidate,
  outcomeNames,
  outcomes,
  visitedPosition,
} from "../../../workflow/draw/eligibility.ts";
import { drawnRecord, voidedBy, winnerAt } from "../../support/draw-records.ts";

const now = new Date("2026-06-15T12:00:00Z");
const rules = { drawNo: 7, pastWinners: new Set(["E0007"]), now };
const employee = { employee_id: "E0001", employee_name: "Ann", lottery_serial: 42 };
const left = { ...employee, left_at: "20260615" };
const person = "ab".repeat(32);
const ann = { person, employee_id: "E0001", employee_name: "Ann" };
const at = (each: typeof employee): EntryAtSerial => ({ kind: "employee", employee: each, person });
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
      { status: "free", deadDraw: "dead" },
      { outcome: "chosen", ...ann },
    ],
    ["is left if the employee leaves today", at(left), free, { outcome: "left", ...ann }],
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
  { lottery_serial: 1, outcome: "toString", ...ann },
])("a visited position has exactly the fields of its outcome: %o is refused", (visited) => {
  expect(visitedPosition.safeParse(visited).success).toBe(false);
});

describe("the record of a claim's draw", () => {
  const claim = { employee_id: "E0001", draw_id: "draw", draw_no: 3, claim_expires_at: 1 };

  test("decides about a claim of another attempt", () => {
    expect(findDrawToRead(claim, "mine")).toBe(3);
  });

  test.each([
    ["there is no claim", undefined],
    ["the claim is the attempt's own", { ...claim, draw_id: "mine" }],
    ["the win is void", { ...claim, void: true as const }],
    ["the win is permanent", { employee_id: "E0001", draw_id: "draw", draw_no: 3 }],
    ["the win is older than the ledger", { employee_id: "E0001" }],
    ["the claim does not name its draw", { ...claim, draw_no: undefined }],
  ])("is not read if %s", (_, item) => {
    expect(findDrawToRead(item, "mine")).toBeUndefined();
  });

  test("says that the claim of a void win is dead", () => {
    const winners = [winnerAt(1), winnerAt(2, voidedBy(1))];
    const record = drawnRecord({ draw_id: "draw", draw_no: 3, winners });
    const judge = (employee_id: string) =>
      classifyClaim({ ...claim, employee_id }, record, { attemptId: "mine", now });
    expect(judge("E0001")).toEqual({ status: "won", drawNo: 3 });
    expect(judge("E0002")).toEqual({ status: "free", deadDraw: "draw" });
  });

  test("is not needed while the lease of the claim says enough", () => {
    const expires = now.getTime() / 1_000;
    const judge = (claim_expires_at: number) =>
      classifyClaim({ ...claim, claim_expires_at }, undefined, { attemptId: "mine", now });
    expect(judge(expires + 1)).toEqual({ status: "held", drawNo: 3 });
    expect(judge(expires)).toEqual({ status: "free", deadDraw: "draw" });
  });
});
