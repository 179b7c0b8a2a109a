import { expect, test } from "vitest";
import { isAfter, listRoster } from "../../../../workflow/roster/people/list-roster.ts";
import { employeeItem } from "../../../support/start-dynamodb.ts";

const NOW = new Date("2026-06-15T12:00:00Z");
const list = (...items: ReturnType<typeof employeeItem>[]) => listRoster(items, new Map(), NOW);

test("departments count everybody, also malformed entries, and those who can win", () => {
  const { departments } = list(
    employeeItem(1, { department: "Sales" }),
    employeeItem(2, { department: "sales", left_at: "20200131" }),
    employeeItem(3, { department: "SALES", lottery_serial: "3" }),
  );
  expect(departments).toMatchObject([{ name: "Sales", people: 3, canWin: 1 }]);
});

test("an entry has only the dates of its status", () => {
  const excluded = { excluded_until: "2027-01-31" };
  expect(
    list(
      employeeItem(1, { ...excluded, left_at: "2020-01-31" }),
      employeeItem(2, { ...excluded, left_at: "2099-12-31" }),
    ).entries,
  ).toMatchObject([
    { status: "left", until: undefined, leftOn: "2020-01-31" },
    { status: "excluded", until: "2027-01-31", leftOn: undefined },
  ]);
});

test("the list continues after an entry whose id does not fit into a button", () => {
  const long = { ...employeeItem(1), employee_id: "x".repeat(200), lottery_serial: undefined };
  const [entry] = list(long).entries;
  if (!entry) throw new Error("There is no entry.");
  expect(isAfter(entry, { serial: undefined, id: "x".repeat(128) })).toBe(false);
  expect(isAfter(entry, { serial: undefined, id: "x".repeat(127) })).toBe(true);
});

test("the largest departments are first, and those of one size by name, in which numbers count as numbers", () => {
  const names = ["Team 10", "Team 2", "Team 10", "Team 2", "Sales", "Team 1", "Sales", "Sales"];
  const { departments } = list(...names.map((department, i) => employeeItem(i + 1, { department })));
  expect(departments.map(({ name }) => name)).toEqual(["Sales", "Team 2", "Team 10", "Team 1"]);
});
