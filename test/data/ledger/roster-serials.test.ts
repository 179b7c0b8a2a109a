import { afterAll, beforeAll, expect, test } from "vitest";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db[Symbol.asyncDispose]());

const NOW = new Date("2026-06-15T12:00:00Z");
const LATER = new Date("2026-06-16T12:00:01Z");

test("people who are added at the same time get different serials, without gaps; a repeated change gets its own again", async () => {
  const reserve = (id: string, highest = 10) => db.rosterLedger.serials.reserve(highest, id, NOW);
  const serials = await Promise.all(["a", "b", "c", "d"].map((id) => reserve(id)));
  expect(serials.toSorted((a, b) => a - b)).toEqual([11, 12, 13, 14]);
  expect(await reserve("e")).toBe(15);
  expect(await reserve("e")).toBe(15);
  expect(await reserve("f", 20)).toBe(21);
});

test("an import waits until every reserved serial is written", async () => {
  expect(await db.rosterLedger.serials.findWriteDeadline()).toBe(NOW.getTime() + 15_000);
});

test("a serial that was reserved, and never written, is used after a day", async () => {
  expect(await db.rosterLedger.serials.reserve(20, "g", LATER)).toBe(21);
});
