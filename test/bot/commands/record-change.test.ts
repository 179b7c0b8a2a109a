import { expect, test } from "vitest";
import { createRecordChange } from "../../../bot/commands/record-change.ts";
import { scanTable } from "../../support/scan-table.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const now = () => new Date("2026-06-15T12:00:00Z");
const operator = { userId: "U0OPERATOR", triggerId: "trigger-1" };

test("each change of one request is recorded once, however often the request is delivered, and no key names anybody", async () => {
  await using db = await startDynamoDb();
  const recordChange = createRecordChange({ ledger: db.ledger, now });
  for (const delivery of [1, 2])
    for (const employee_id of ["E0001", "E0002"])
      await recordChange(
        { action: "employee.exclude", employee_id, after: { quantity: delivery } },
        operator,
      );
  const { entries } = await db.ledger.auditLog.page("all", 10);
  expect(entries.map(({ entry }) => entry?.employee_id).toSorted()).toEqual(["E0001", "E0002"]);
  for (const { entry } of entries)
    expect(entry).toMatchObject({
      at: "2026-06-15T12:00:00.000Z",
      who: { user_id: "U0OPERATOR" },
      after: { quantity: 1 },
    });
  const keys = (await scanTable(db.client, db.tables.draws)).map(({ entry }) => String(entry));
  expect(keys.join()).not.toMatch(/E000|U0|trigger/);
});
