import { expect, test } from "vitest";
import { RosterFileError, rosterFault } from "../../../../workflow/roster/file/roster-fault.ts";
import { rosterRow } from "../../../../workflow/roster/file/roster-row.ts";

test("faults and rows can be stored as JSON", () => {
  const row = { employee_id: "E1", employee_name: "王芳", left_at: "20260131" };
  expect(rosterRow.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
  const fault = { kind: "not-a-date", line: 2, column: "left_at", heading: "Left", value: "soon" };
  expect(rosterFault.parse(JSON.parse(JSON.stringify(fault)))).toEqual(fault);
});

test("the message of an error has nothing of the file's content", () => {
  const { message } = new RosterFileError([
    { kind: "not-an-email", line: 2, column: "email", heading: "Mail", value: "Ann Lee" },
  ]);
  expect(message).toBe("The roster file has 1 fault.");
});
