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
  { what: "one of 1.5 KB", before: undefined, after: record(large), units: { table: 2, indexes: 0 } },
  { what: "one that shrinks", before: record(large), after: record(), units: { table: 2, indexes: 0 } },
  { what: "one that goes", before: record(large), after: undefined, units: { table: 2, indexes: 0 } },
  {
    what: "a condition that fails",
    before: record(large),
    after: record(large),
    units: { table: 2, indexes: 0 },
  },
  { what: "one in the index", before: undefined, after: record(pending), units: { table: 1, indexes: 1 } },
  {
    what: "one that changes in the index",
    before: record(pending),
    after: record({ ...pending, ...large }),
    units: { table: 2, indexes: 2 },
  },
  {
    what: "one that leaves the index",
    before: record(pending),
    after: record(),
    units: { table: 1, indexes: 1 },
  },
  {
    what: "one that stays as it is in the index",
    before: record(pending),
    after: record(pending),
    units: { table: 1, indexes: 0 },
  },
])("a write takes the units that DynamoDB counts: $what", ({ before, after, units }) => {
  expect(writeUnits(drawsTable, before, after)).toEqual(units);
});

test("a table without indexes takes units for itself alone", () => {
  expect(writeUnits(winnersTable, undefined, { employee_id: { S: "E1" } })).toEqual({ table: 1, indexes: 0 });
});
