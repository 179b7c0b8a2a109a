import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { readRosterSize } from "../../data/roster-size.ts";
import { drawsTable, employeeTable, SERIAL_INDEX } from "../../data/tables.ts";
import { countRequests } from "../support/count-requests.ts";
import { recordLog } from "../support/record-log.ts";
import { employeeItem, employeeItems, startDynamoDb } from "../support/start-dynamodb.ts";

/** In a roster of this size each place is looked up by itself; in one of its own few people all are read at once. */
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
        (await db.roster.employeesAt([...serials, ...padding], rosterSize)).slice(0, serials.length),
    };
  };

  test("answers who stands at each place, from items that hold no more than they must", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(8), { employee_id: "E1", employee_name: "王芳", lottery_serial: 7 }]);
    const [eight, seven] = await db.readAt(8, 7);
    expect(eight).toMatchObject({ employee_id: "E0008", lottery_serial: 8 });
    expect(seven).toEqual({ employee_id: "E1", employee_name: "王芳", lottery_serial: 7 });
  });

  test("has nobody at a gap", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(1), employeeItem(3)]);
    expect(await db.readAt(1, 2)).toMatchObject([{ employee_id: "E0001" }, undefined]);
    expect(await db.roster.isTaken(2)).toBe(false);
    expect(await db.roster.isTaken(3)).toBe(true);
  });

  test("refuses a place at which two people stand", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(4), employeeItem(4, { employee_id: "E0005" })]);
    await expect(db.readAt(4)).rejects.toMatchObject({ name: "DuplicateSerial", facts: { serial: 4 } });
  });

  test("names the place and the attribute of an item that does not fit, and not what it says", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(4, { employee_name: 12_345 })]);
    await expect(db.readAt(4)).rejects.toMatchObject({
      name: "InvalidItem",
      message: expect.stringMatching(/lottery_serial 4 .*employee_name/),
    });
    await expect(db.readAt(4)).rejects.not.toThrow("12345");
  });

  test("does not mind what is wrong at other places", async () => {
    await using db = await open();
    await db.fillRoster([employeeItem(1), employeeItem(4), employeeItem(4, { employee_id: "E0005" })]);
    await db.fillRoster([employeeItem(5, { employee_name: 12_345 })]);
    expect(await db.readAt(1)).toMatchObject([{ employee_id: "E0001" }]);
  });
});

describe("reading the roster", () => {
  test.each([
    { places: 9, rosterSize: 5_000, requests: 9, words: "a few places of a small roster are looked up" },
    { places: 10, rosterSize: 5_000, requests: 1, words: "many places of a small roster are read at once" },
    { places: 19, rosterSize: 5_001, requests: 19, words: "few for a roster of two pages are looked up" },
    { places: 20, rosterSize: 5_001, requests: 1, words: "many for a roster of two pages are read at once" },
    { places: 300, rosterSize: 100_001, requests: 300, words: "a huge roster is never read as a whole" },
  ])("takes few requests: $words", async ({ places, rosterSize, requests }) => {
    await using db = await startDynamoDb();
    const serials = Array.from({ length: places }, (_, i) => i + 1);
    const read = () => db.roster.employeesAt(serials, rosterSize);
    expect(await countRequests(db.client, read)).toBe(requests);
  });
});

describe("the size of the whole index", () => {
  test("has as its highest serial 0 where it is empty", async () => {
    await using db = await startDynamoDb();
    expect(await db.roster.scanHighestSerial()).toBe(0);
  });

  test("finds the highest serial over all pages of a scan", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster(employeeItems(20));
    const index = { TableName: employeeTable.name, IndexName: SERIAL_INDEX };
    const { Items: order = [] } = await db.client.send(new ScanCommand(index));
    const serials = order.map((item) => Number(item["lottery_serial"]));
    expect(serials.slice(0, 4)).not.toContain(20);
    // DynamoDB ends a page at 1 MB, so that four of these fill the first one; the highest serial comes later.
    const ballast = "x".repeat(300_000);
    for (const serial of serials.slice(0, 4)) await db.fillRoster([employeeItem(serial, { ballast })]);
    const { LastEvaluatedKey } = await db.client.send(new ScanCommand(index));
    expect(LastEvaluatedKey).toBeDefined();
    expect(await db.roster.scanHighestSerial()).toBe(20);
  });

  test("refuses to be measured by a serial that no walk can hold", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([employeeItem(1), employeeItem(2.5)]);
    await expect(db.roster.scanHighestSerial()).rejects.toMatchObject({ name: "InvalidItem" });
  });
});

describe("the size of the roster", () => {
  const open = async () => {
    const db = await startDynamoDb();
    return {
      ...db,
      read: () => readRosterSize(db.client, drawsTable.name, db.roster),
      remember: (highest_serial: unknown) =>
        db.putRecord({ ledger: "roster", entry: "size", highest_serial }),
    };
  };

  test("is found where nothing is remembered", async () => {
    await using db = await open();
    await db.fillRoster(employeeItems(12));
    expect(await db.read()).toBe(12);
  });

  test("is 0 where nobody is on the roster", async () => {
    await using db = await open();
    expect(await db.read()).toBe(0);
    await db.fillRoster(employeeItems(2));
    expect(await db.read()).toBe(2);
  });

  test("is taken from memory as long as somebody stands there, and nobody at the next place", async () => {
    await using db = await open();
    await db.fillRoster([1, 2, 40].map((serial) => employeeItem(serial)));
    await db.remember(2);
    expect(await db.read()).toBe(2);
  });

  test("grows with the roster", async () => {
    await using db = await open();
    await db.fillRoster(employeeItems(5));
    expect(await db.read()).toBe(5);
    await db.fillRoster([6, 7, 9].map((serial) => employeeItem(serial)));
    expect(await db.read()).toBe(9);
    expect(await db.read()).toBe(9);
  });

  test("stays when others leave, whose places are gaps then, and shrinks with the last", async () => {
    await using db = await open();
    await db.fillRoster(employeeItems(3));
    expect(await db.read()).toBe(3);
    const remove = (employee_id: string) =>
      db.client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id } }));
    await remove("E0001");
    expect(await db.read()).toBe(3);
    await remove("E0003");
    expect(await db.read()).toBe(2);
    await remove("E0002");
    expect(await db.read()).toBe(0);
  });

  test.each(["many", -1, 1.5, 2 ** 40 + 1, 2 ** 39, null, ["2"]])(
    "is found anew where %s is remembered: no walk is gone down over places that nobody has",
    async (size) => {
      using _log = recordLog();
      await using db = await open();
      await db.fillRoster(employeeItems(2));
      await db.remember(size);
      expect(await db.read()).toBe(2);
    },
  );
});
