import { expect, test } from "vitest";
import { createFindViewer } from "../../../bot/home/find-viewer.ts";
import { type Employee, employee } from "../../../data/people/employee.ts";
import { LARGEST_SEARCH } from "../../../data/people/roster.ts";
import { employeeItems, startDynamoDb } from "../../support/start-dynamodb.ts";

const person = (id: string, slack_user_id?: string): Employee =>
  employee.parse({ employee_id: id, employee_name: "Ann", lottery_serial: 1, slack_user_id });

/** A roster that returns these people, or undefined if it cannot be searched in time. */
function openViewer(found: Employee[] | undefined) {
  const calls: string[] = [];
  const find = createFindViewer({
    roster: {
      findById(id) {
        calls.push(`get ${id}`);
        return Promise.resolve(found?.find(({ employee_id }) => employee_id === id));
      },
      findBySlackId() {
        calls.push("search");
        return Promise.resolve(found);
      },
    },
  });
  return { calls, find };
}

const ASK = { remembered: undefined, rosterSize: 10 };

test.each([
  ["an empty roster", [], { kind: "unknown" }],
  ["one entry", [person("E1", "U0ANN")], { kind: "found", employee: person("E1", "U0ANN") }],
  [
    "two entries by mistake",
    [person("E1", "U0ANN"), person("E2", "U0ANN")],
    { kind: "several", employeeIds: ["E1", "E2"] },
  ],
  ["a roster that is too slow", undefined, { kind: "not searched" }],
])("says who somebody is on %s", async (_, found, viewer) => {
  expect(await openViewer(found).find("U0ANN", ASK)).toEqual(viewer);
});

test("does not search a roster that is too large, but looks up whom it knows", async () => {
  const { calls, find } = openViewer([person("E1", "U0ANN")]);
  const rosterSize = LARGEST_SEARCH + 1;
  expect(await find("U0ANN", { remembered: undefined, rosterSize })).toEqual({ kind: "not searched" });
  expect(await find("U0ANN", { remembered: "E1", rosterSize })).toMatchObject({ kind: "found" });
  expect(calls).toEqual(["get E1"]);
});

test("searches again if the remembered employee has another account, or is gone", async () => {
  const { calls, find } = openViewer([person("E1", "U0ANN")]);
  expect(await find("U0BOB", { ...ASK, remembered: "E1" })).toMatchObject({ kind: "found" });
  expect(await find("U0ANN", { ...ASK, remembered: "E9" })).toMatchObject({ kind: "found" });
  expect(await find("U0ANN", { ...ASK, remembered: "" })).toMatchObject({ kind: "found" });
  expect(calls).toEqual(["get E1", "search", "get E9", "search", "search"]);
});

test.each([0, 1])("finds nobody, or the only one, on a real roster of %d", async (size) => {
  await using db = await startDynamoDb();
  await db.fillRoster(employeeItems(size).map((item) => ({ ...item, slack_user_id: "U0ANN" })));
  const find = createFindViewer({ roster: db.roster });
  expect((await find("U0ANN", ASK)).kind).toBe(size === 0 ? "unknown" : "found");
});
