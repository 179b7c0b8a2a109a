import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { EmployeeChange } from "../../../data/people/roster-item.ts";
import { createRosterTable } from "../../../data/people/roster-table.ts";
import { employeeItems, startDynamoDb } from "../../support/start-dynamodb.ts";

let db: Awaited<ReturnType<typeof startDynamoDb>>;
let table: ReturnType<typeof createRosterTable>;
beforeAll(async () => {
  db = await startDynamoDb();
  table = createRosterTable(db.client, db.tables.employees);
});
afterAll(() => db[Symbol.asyncDispose]());

const [ann] = employeeItems(1);
const added = (employee_id: string, lottery_serial: number): EmployeeChange => ({
  employee_id,
  is_new: true,
  set: { employee_name: employee_id, lottery_serial },
  remove: [],
  seen: {},
  is_first: false,
});
const renamed = (before: string, after: string): EmployeeChange => ({
  employee_id: "E0001",
  is_new: false,
  set: { employee_name: after },
  remove: ["department"],
  seen: { employee_name: { is: before }, department: { is_there: false } },
  is_first: false,
});

const read = async (id: string) => (await table.readAll()).find(({ employee_id }) => employee_id === id);

beforeEach(async () => {
  await db.fillRoster([{ ...ann, employee_name: "Ann", excluded_until: "always" }]);
});

test("changes are made once, however often they are applied, and keep all other attributes", async () => {
  const changes = [added("N1", 2), renamed("Ann", "Anna")];
  for (let i = 0; i < 2; i++) {
    expect(await table.applyChanges(changes)).toEqual({ next: undefined, overtaken: [] });
    expect(await read("N1")).toEqual({ employee_id: "N1", employee_name: "N1", lottery_serial: 2 });
    expect(await read("E0001")).toMatchObject({ employee_name: "Anna", excluded_until: "always" });
  }
});

test("a person who was changed since the plan is not changed, and is named", async () => {
  const changes = [added("E0001", 2), renamed("Eve", "Anna"), renamed("Ann", "Anne")];
  expect(await table.applyChanges(changes)).toEqual({ next: undefined, overtaken: ["E0001", "E0001"] });
  expect(await read("E0001")).toMatchObject({ employee_name: "Anne", lottery_serial: 1 });
});

test("a person who is gone is not created again", async () => {
  expect(await table.applyChanges([{ ...renamed("Ann", "Anna"), employee_id: "E0009" }])).toEqual({
    next: undefined,
    overtaken: ["E0009"],
  });
  expect(await read("E0009")).toBeUndefined();
});

test("stops at the deadline, continues where it has stopped, and keeps the order of the groups", async () => {
  const leaving: EmployeeChange = {
    employee_id: "E0001",
    is_new: false,
    set: { left_at: "20260101" },
    remove: [],
    seen: { left_at: { is_there: false } },
    is_first: true,
  };
  const changes = [leaving, added("N2", 3), renamed("Ann", "Anna")];
  expect(await table.applyChanges(changes, { deadline: 0 })).toEqual({ next: 0, overtaken: [] });
  const steps: number[] = [];
  const onProgress = (done: number) => {
    steps.push(done);
    if (done === 2) throw new Error("The lock is lost.");
  };
  await expect(table.applyChanges(changes, { onProgress })).rejects.toThrow("The lock is lost.");
  expect(steps).toEqual([0, 1, 2]);
  expect(await read("E0001")).toMatchObject({ employee_name: "Ann", left_at: "20260101" });
  await table.applyChanges(changes, { from: 2 });
  expect(await read("E0001")).toMatchObject({ employee_name: "Anna" });
});
