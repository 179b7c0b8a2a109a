import { expect, test } from "vitest";
import { createErasures } from "../../../data/ledger/erasures.ts";
import { scanTable } from "../../support/scan-table.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const person = { employee_id: "E0007", names: ["Ann Lee"], slack_user_ids: ["U0ANN"], lottery_serial: 7 };
const begun = { entry: "first", by: "Dana", begun_at: "2026-06-15T12:00:00.000Z", counts: { wins: 1 } };
const now = new Date("2026-06-15T12:01:00.000Z");

test("an erasure is found by its person until it has ended", async () => {
  await using db = await startDynamoDb({ pageSize: 1 });
  const erasures = createErasures(db.client, db.tables.draws);
  await erasures.begin({ ...begun, person: { ...person, employee_id: "E0001" } });
  await erasures.begin({ ...begun, entry: "second", person });
  expect(await erasures.findBegun("E0007")).toEqual({ ...begun, entry: "second", person });
  expect(await erasures.findBegun("E0008")).toBeUndefined();
  await erasures.end("second", now);
  expect(await erasures.findBegun("E0007")).toBeUndefined();
  expect(await erasures.findBegun("E0001")).toBeDefined();
});

test("an erasure that has ended says who, when and how much, but not whom, and is never changed again", async () => {
  await using db = await startDynamoDb();
  const erasures = createErasures(db.client, db.tables.draws);
  await erasures.begin({ ...begun, person });
  await expect(erasures.begin({ ...begun, by: "Mallory", person })).rejects.toThrow();
  await erasures.end("first", now);
  await erasures.end("first", new Date());
  await erasures.end("unknown", now);
  expect(await scanTable(db.client, db.tables.draws)).toEqual([
    { ledger: "erasures", ...begun, ended_at: now.toISOString() },
  ]);
});
