/** @module-tag slow */
import { setTimeout } from "node:timers/promises";
import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { type EligibilityData, hasLeft } from "../../../data/people/employee.ts";
import { createRoster } from "../../../data/people/roster.ts";
import { SERIAL_INDEX } from "../../../data/tables.ts";
import { countRequests } from "../../support/count-requests.ts";
import { employeeItem, employeeItems, startDynamoDb } from "../../support/start-dynamodb.ts";

/** In the large roster each serial is looked up; in the small one the whole index is read. */
const HUGE = 10_000_000;

describe.each([
  { way: "one by one", padding: [], rosterSize: HUGE },
  { way: "all at once", padding: Array.from({ length: 10 }, (_, i) => 101 + i), rosterSize: 200 },
])("the roster, read $way", ({ padding, rosterSize }) => {
  const open = async () => {
    const db = await startDynamoDb();
    return {
      ...db,
      readAt: async (...serials: number[]) =>
        (await db.roster.openReader(rosterSize)([...serials, ...padding])).slice(0, serials.length),
    };
  };

  test("returns the employee with each serial, also from minimal items", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(8), { employee_id: "E1", employee_name: "王芳", lottery_serial: 7 }]);
    const [eight, seven] = await db.readAt(8, 7);
    expect(eight).toMatchObject({ employee_id: "E0008", lottery_serial: 8 });
    expect(seven).toEqual({ employee_id: "E1", employee_name: "王芳", lottery_serial: 7 });
  });

  test("returns undefined for a gap", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(1), employeeItem(3)]);
    expect(await db.readAt(1, 2)).toMatchObject([{ employee_id: "E0001" }, undefined]);
  });

  test("refuses a serial that two people have, and names both", async () => {
    await using db = await open();
    await db.fillRoster([
      employeeItem(4, { employee_name: "王芳" }),
      employeeItem(4, { employee_id: "E0005", employee_name: 12_345 }),
    ]);
    await expect(db.readAt(4)).rejects.toMatchObject({
      name: "DuplicateSerial",
      message: "E0005 and 王芳 (E0004) have the same lottery_serial, 4.",
      facts: { serial: 4, first: "E0005", second: "王芳 (E0004)" },
    });
  });

  test("names the serial and the attribute of a malformed item, but not its value", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(4, { employee_name: 12_345 })]);
    await expect(db.readAt(4)).rejects.toMatchObject({
      name: "InvalidItem",
      message: expect.stringMatching(/lottery_serial 4 .*employee_name/),
    });
    await expect(db.readAt(4)).rejects.not.toThrow("12345");
  });

  test("ignores malformed items with other serials", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(1), employeeItem(4), employeeItem(4, { employee_id: "E0005" })]);
    await db.fillRoster([employeeItem(5, { employee_name: 12_345 })]);
    expect(await db.readAt(1)).toMatchObject([{ employee_id: "E0001" }]);
  });
});

describe("reading the roster", () => {
  test.each([
    { count: 9, rosterSize: 5_000, requests: 9, strategy: "looks up a few serials of a small roster" },
    { count: 10, rosterSize: 5_000, requests: 1, strategy: "reads many serials of a small roster at once" },
    {
      count: 19,
      rosterSize: 5_001,
      requests: 19,
      strategy: "looks up a few serials of a roster of two pages",
    },
    {
      count: 20,
      rosterSize: 5_001,
      requests: 1,
      strategy: "reads many serials of a roster of two pages at once",
    },
    { count: 215, rosterSize: 100_001, requests: 215, strategy: "never reads the whole of a huge roster" },
  ])("$strategy", async ({ count, rosterSize, requests }) => {
    await using db = await startDynamoDb();
    const serials = Array.from({ length: count }, (_, i) => i + 1);
    const read = () => db.roster.openReader(rosterSize)(serials);
    expect(await countRequests(db.client, read)).toBe(requests);
  });
});

describe("a survey of the roster", () => {
  const NOBODY: ReadonlyMap<string, "won" | "held"> = new Map();
  const classify = (person: EligibilityData, isTaken: boolean) => {
    if (hasLeft(person, new Date("2026-06-15T12:00:00Z"))) return "left";
    return isTaken ? "taken" : "free";
  };

  test("finds nobody on an empty roster", async () => {
    await using db = await startDynamoDb();
    expect(await db.roster.survey(NOBODY, classify)).toMatchObject({ rosterSize: 0, eligible: 0 });
  });

  test("finds each new employee before the next draw, also behind a gap", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster(employeeItems(10));
    expect(await db.roster.survey(NOBODY, classify)).toMatchObject({ rosterSize: 10, eligible: 10 });
    await db.fillRoster([employeeItem(12)]);
    expect(await db.roster.survey(NOBODY, classify)).toMatchObject({ rosterSize: 12, eligible: 11 });
    await db.fillRoster([employeeItem(5_000)]);
    expect(await db.roster.survey(NOBODY, classify)).toMatchObject({ rosterSize: 5_000, eligible: 12 });
  });

  test("notices that the last employee was removed", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster(employeeItems(3));
    await db.client.send(
      new DeleteCommand({ TableName: db.tables.employees, Key: { employee_id: "E0003" } }),
    );
    await db.catchUp();
    expect(await db.roster.survey(NOBODY, classify)).toMatchObject({ rosterSize: 2, eligible: 2 });
  });

  test("counts candidates who are not taken as eligible", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([
      employeeItem(1),
      employeeItem(2),
      employeeItem(3, { left_at: "20260614" }),
      employeeItem(4, { left_at: "20260616" }),
      employeeItem(5, { left_at: ["malformed"] }),
    ]);
    expect(await db.roster.survey(new Map([["E0002", "won"]]), classify)).toMatchObject({
      rosterSize: 5,
      eligible: 2,
    });
  });

  test("reads all pages, and each person once", async () => {
    await using db = await startDynamoDb();
    // DynamoDB ends a page at 1 MB: three of these fill one.
    const ballast = "x".repeat(300_000);
    await db.fillRoster(employeeItems(20).map((item) => ({ ...item, ballast })));
    const index = { TableName: db.tables.employees, IndexName: SERIAL_INDEX };
    const { LastEvaluatedKey } = await db.client.send(new ScanCommand(index));
    expect(LastEvaluatedKey).toBeDefined();
    expect(await db.roster.survey(NOBODY, classify)).toMatchObject({ rosterSize: 20, eligible: 20 });
    const people = await db.roster.openReader(20)(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(people.map((person) => person?.lottery_serial)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  test("takes one request if the roster is one page", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster(employeeItems(100));
    expect(await countRequests(db.client, () => db.roster.survey(NOBODY, classify))).toBe(1);
  });

  test("refuses a serial that no order can contain", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([employeeItem(1), employeeItem(2.5)]);
    await expect(db.roster.survey(NOBODY, classify)).rejects.toMatchObject({ name: "InvalidItem" });
  });
});

describe("finding one person", () => {
  test("finds an employee by the exact id, without lag", async () => {
    await using db = await startDynamoDb({ lagMs: Number.POSITIVE_INFINITY });
    await db.fillRoster([employeeItem(4, { slack_user_id: "U0ANN" })]);
    expect(await db.roster.findById("E0004")).toMatchObject({ lottery_serial: 4, slack_user_id: "U0ANN" });
    expect(await db.roster.findById("e0004")).toBeUndefined();
  });

  test("refuses a malformed employee without naming anybody", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([employeeItem(4, { employee_name: 12_345, slack_user_id: "U0ANN" })]);
    for (const find of [() => db.roster.findById("E0004"), () => db.roster.findBySlackId("U0ANN", 2_000)])
      await expect(find()).rejects.toMatchObject({
        name: "InvalidItem",
        message: expect.not.stringMatching(/E0004|U0ANN|12.?345/),
      });
  });

  test.each([undefined, 2])("finds all employees with a Slack id, in pages of %s", async (pageSize) => {
    await using db = await startDynamoDb(pageSize === undefined ? {} : { pageSize });
    await db.fillRoster([
      ...employeeItems(12),
      employeeItem(20, { slack_user_id: "U0TWICE" }),
      employeeItem(13, { slack_user_id: "U0TWICE" }),
      employeeItem(14, { slack_user_id: "U0ANN" }),
      employeeItem(15, { slack_user_id: 12 }),
    ]);
    await db.catchUp();
    const find = async (id: string) =>
      (await db.roster.findBySlackId(id, 10_000))?.map(({ employee_id }) => employee_id);
    expect(await find("U0ANN")).toEqual(["E0014"]);
    expect(await find("U0TWICE")).toEqual(["E0013", "E0020"]);
    expect(await find("U0NOBODY")).toEqual([]);
  });

  test("gives up the search after the given time, and throws other errors", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster(employeeItems(3));
    const slow = db.connect();
    slow.middlewareStack.add((next) => async (args) => next(await setTimeout(5, args)));
    const { employees } = db.tables;
    expect(await createRoster(slow, employees).findBySlackId("U0ANN", 0)).toBeUndefined();
    const elsewhere = createRoster(db.client, "No-Such-Table");
    await expect(elsewhere.findBySlackId("U0ANN", 2_000)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
