import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { readRosterSize } from "../../data/roster-size.ts";
import { drawsTable, employeeTable, SERIAL_INDEX } from "../../data/tables.ts";
import { employeeItem, employeeItems, startDynamoDb } from "../support/start-dynamodb.ts";

describe("the roster", () => {
  test("answers who stands at a place, from an item that holds no more than it must", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([{ employee_id: "E1", employee_name: "王芳", lottery_serial: 7 }]);
    expect(await db.roster.employeeAt(7)).toEqual({
      employee_id: "E1",
      employee_name: "王芳",
      lottery_serial: 7,
    });
  });

  test("has nobody at a gap", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([employeeItem(1), employeeItem(3)]);
    expect(await db.roster.employeeAt(2)).toBeUndefined();
    expect(await db.roster.isTaken(2)).toBe(false);
    expect(await db.roster.isTaken(3)).toBe(true);
  });

  test("refuses a place at which two people stand", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([employeeItem(4), employeeItem(4, { employee_id: "E0005" })]);
    await expect(db.roster.employeeAt(4)).rejects.toMatchObject({
      name: "DuplicateSerial",
      facts: { serial: 4 },
    });
  });

  test("names the place and the attribute of an item that does not fit, and not what it says", async () => {
    await using db = await startDynamoDb();
    await db.fillRoster([employeeItem(4, { employee_name: 12_345 })]);
    await expect(db.roster.employeeAt(4)).rejects.toMatchObject({
      name: "InvalidItem",
      message: expect.stringMatching(/lottery_serial 4 .*employee_name/),
    });
    await expect(db.roster.employeeAt(4)).rejects.not.toThrow("12345");
  });

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

  test("is taken from memory as long as nobody stands at the next place", async () => {
    await using db = await open();
    await db.fillRoster(employeeItems(2));
    await db.remember(40);
    expect(await db.read()).toBe(40);
  });

  test("grows with the roster", async () => {
    await using db = await open();
    await db.fillRoster(employeeItems(5));
    expect(await db.read()).toBe(5);
    await db.fillRoster([6, 7, 9].map((serial) => employeeItem(serial)));
    expect(await db.read()).toBe(9);
    expect(await db.read()).toBe(9);
  });

  test("stays when people leave, whose places are gaps then", async () => {
    await using db = await open();
    await db.fillRoster(employeeItems(3));
    expect(await db.read()).toBe(3);
    for (const employee_id of ["E0001", "E0002", "E0003"])
      await db.client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id } }));
    expect(await db.read()).toBe(3);
  });

  test("is refused where what is remembered is no number", async () => {
    await using db = await open();
    await db.remember("many");
    await expect(db.read()).rejects.toMatchObject({ name: "InvalidItem" });
  });
});
