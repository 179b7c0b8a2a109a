/** @module-tag slow */
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import type { VisitedPosition } from "../../../workflow/draw/eligibility.ts";
import { personOf } from "../../support/persons.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

function createPositions(count: number, from = 1): VisitedPosition[] {
  return Array.from({ length: count }, (_, i): VisitedPosition => {
    const lottery_serial = from + i;
    const employee_id = `E${lottery_serial}`;
    const who = { person: personOf(employee_id), employee_id, employee_name: `Name ${lottery_serial}` };
    if (i % 4 === 0) return { lottery_serial, outcome: "gap" };
    if (i % 4 === 1) return { lottery_serial, outcome: "chosen", ...who };
    return { lottery_serial, outcome: "won", ...who, ...(i % 4 === 2 && { draw_no: 1 }) };
  });
}

test("positions are read as they were written, in order, from as many pages as necessary", async () => {
  await using db = await startDynamoDb();
  const positions = createPositions(12_345).toReversed();
  const keys = await db.visitLog.write("draw-a", positions);
  expect(keys).toHaveLength(5);
  expect(await db.visitLog.read("draw-a", keys)).toEqual(positions);
});

test("a visit log without positions has no pages", async () => {
  await using db = await startDynamoDb();
  expect(await db.visitLog.write("draw-a", [])).toEqual([]);
  expect(await db.visitLog.read("draw-a", [])).toEqual([]);
});

test("a repeated step writes the same page; a step with another result writes another page", async () => {
  await using db = await startDynamoDb();
  const first = await db.visitLog.write("draw-a", createPositions(10));
  expect(await db.visitLog.write("draw-a", createPositions(10))).toEqual(first);
  const other = await db.visitLog.write("draw-a", createPositions(10, 2));
  expect(other).not.toEqual(first);
  expect(await db.visitLog.read("draw-a", first)).toEqual(createPositions(10));
});

test("pages with the longest possible ids and names fit in an item of DynamoDB", async () => {
  await using db = await startDynamoDb();
  const positions = createPositions(2_000).map((visited) =>
    visited.outcome === "gap"
      ? visited
      : { ...visited, employee_id: "职".repeat(128), employee_name: "王".repeat(200) },
  );
  const keys = await db.visitLog.write("draw-a", positions);
  expect(keys.length).toBeGreaterThan(1);
  expect(await db.visitLog.read("draw-a", keys)).toEqual(positions);
});

test("a page is not named after ids and names, so that its name does not reveal them", async () => {
  await using db = await startDynamoDb();
  const named = createPositions(10);
  const erased = named.map(({ employee_id: _id, employee_name: _name, ...visited }) => visited);
  expect(await db.visitLog.write("draw-b", erased)).toEqual(await db.visitLog.write("draw-a", named));
});

test("a page that is missing or belongs to another draw is a named error", async () => {
  await using db = await startDynamoDb();
  const [entry = ""] = await db.visitLog.write("draw-a", createPositions(3));
  await expect(db.visitLog.read("draw-b", [entry])).rejects.toMatchObject({ name: "InvalidItem" });
  await db.client.send(
    new DeleteCommand({ TableName: db.tables.draws, Key: { ledger: "visits#draw-a", entry } }),
  );
  await expect(db.visitLog.read("draw-a", [entry])).rejects.toMatchObject({ name: "InvalidItem" });
});

test("all pages of a draw are read, also those that no record refers to, but not those of another draw", async () => {
  await using db = await startDynamoDb({ pageSize: 1 });
  const [first = ""] = await db.visitLog.write("draw-a", createPositions(3));
  const [second = ""] = await db.visitLog.write("draw-a", createPositions(5));
  await db.visitLog.write("draw-b", createPositions(7));
  expect(await db.visitLog.readAll("draw-a")).toEqual(
    new Map(
      [[first, createPositions(3)] as const, [second, createPositions(5)] as const].sort(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    ),
  );
  expect(await db.visitLog.readAll("draw-c")).toEqual(new Map());
});

test("one person is erased from a page, which keeps its key and everything else", async () => {
  await using db = await startDynamoDb();
  const positions = createPositions(4);
  const [entry = ""] = await db.visitLog.write("draw-a", positions);
  for (let i = 0; i < 2; i++) await db.visitLog.eraseAt("draw-a", entry, 1, "E2");
  const { employee_id: _id, employee_name: _name, ...erased } = positions[1] ?? {};
  expect(await db.visitLog.read("draw-a", [entry])).toEqual([positions[0], erased, ...positions.slice(2)]);
});

test("nobody is erased from a position where somebody else, or nobody, is, or from a page that is missing", async () => {
  await using db = await startDynamoDb();
  const positions = createPositions(4);
  const [entry = ""] = await db.visitLog.write("draw-a", positions);
  for (const index of [0, 2, 4]) await db.visitLog.eraseAt("draw-a", entry, index, "E2");
  await db.visitLog.eraseAt("draw-b", entry, 1, "E2");
  expect(await db.visitLog.read("draw-a", [entry])).toEqual(positions);
  expect(await db.visitLog.readAll("draw-b")).toEqual(new Map());
});

test("everybody is erased from a page, which keeps its key and everything else", async () => {
  await using db = await startDynamoDb();
  const positions = createPositions(6);
  const [entry = ""] = await db.visitLog.write("draw-a", positions);
  for (let i = 0; i < 2; i++) await db.visitLog.eraseAll("draw-a", entry, positions);
  await db.visitLog.eraseAll("draw-b", entry, positions);
  expect(await db.visitLog.read("draw-a", [entry])).toEqual(
    positions.map(({ employee_id: _id, employee_name: _name, ...visited }) => visited),
  );
  expect(await db.visitLog.readAll("draw-b")).toEqual(new Map());
});
