import { expect, test } from "vitest";
import { writeUnits } from "../../bench/dynamodb/write-units.ts";
import { drawsTable, winnersTable } from "../../data/tables.ts";

const record = (more: Record<string, { S: string }> = {}) => ({
  ledger: { S: "draws" },
  entry: { S: "1" },
  ...more,
});
const pending = { pending: { S: "yes" } };
const large = { prize: { S: "x".repeat(1_500) } };

test.each([
  { what: "a small item", before: undefined, after: record(), units: { table: 1, indexes: 0 } },
  { what: "an item of 1.5 KB", before: undefined, after: record(large), units: { table: 2, indexes: 0 } },
  {
    what: "an item that becomes smaller",
    before: record(large),
    after: record(),
    units: { table: 2, indexes: 0 },
  },
  { what: "a deleted item", before: record(large), after: undefined, units: { table: 2, indexes: 0 } },
  {
    what: "a failed condition",
    before: record(large),
    after: record(large),
    units: { table: 2, indexes: 0 },
  },
  {
    what: "an item in the index",
    before: undefined,
    after: record(pending),
    units: { table: 1, indexes: 1 },
  },
  {
    what: "an item that changes in the index",
    before: record(pending),
    after: record({ ...pending, ...large }),
    units: { table: 2, indexes: 2 },
  },
  {
    what: "an item that leaves the index",
    before: record(pending),
    after: record(),
    units: { table: 1, indexes: 1 },
  },
  {
    what: "an item that does not change in the index",
    before: record(pending),
    after: record(pending),
    units: { table: 1, indexes: 0 },
  },
])("a write needs the units that DynamoDB counts: $what", ({ before, after, units }) => {
  expect(writeUnits(drawsTable, before, after)).toEqual(units);
});

test("a table without indexes needs units only for itself", () => {
  expect(writeUnits(winnersTable, undefined, { employee_id: { S: "E1" } })).toEqual({ table: 1, indexes: 0 });
});
