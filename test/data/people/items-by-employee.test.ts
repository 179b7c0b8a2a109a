import { expect, test } from "vitest";
import { createItemsByEmployee } from "../../../data/people/items-by-employee.ts";
import { employeeItem, startDynamoDb } from "../../support/start-dynamodb.ts";

test("an item is read with all its attributes, and deleted; both may be repeated", async () => {
  await using db = await startDynamoDb();
  const item = employeeItem(7, { shoe_size: 43, lottery_serial: 7 });
  await db.fillRoster([item, employeeItem(8)]);
  const employees = createItemsByEmployee(db.client, db.tables.employees);
  expect(await employees.read("E0007")).toEqual(item);
  for (let i = 0; i < 2; i++) await employees.remove("E0007");
  expect(await employees.read("E0007")).toBeUndefined();
  expect(await employees.read("E0008")).toEqual(employeeItem(8));
});
