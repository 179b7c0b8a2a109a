import { BatchWriteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { itemSize } from "../../../../../infra/local/services/dynamodb/item-size.ts";
import { startDynamoDb } from "../../../../support/start-dynamodb.ts";

/** DynamoDB's limit for an item, in bytes. */
const MOST_BYTES = 409_600;

/** The size of `{ employee_id: "E1", note: "" }`: both names and the id. */
const AROUND_NOTE = "employee_id".length + "E1".length + "note".length;

/** A text of that many bytes in UTF-8, mostly in Chinese. */
function chinese(bytes: number): string {
  return "号".repeat(Math.floor(bytes / 3)) + "x".repeat(bytes % 3);
}

test.each([
  ["text", { a: { S: "号码" } }, 1 + 6],
  ["an emoji", { a: { S: "🍀" } }, 1 + 4],
  ["a name that is not ASCII", { 号: { S: "" } }, 3],
  ["numbers", { a: { N: "12345" }, b: { N: "-12.34" } }, 1 + 4 + 1 + 3],
  ["binary values, not their base64", { a: { B: "AAECAw==" } }, 1 + 4],
  ["true and null", { a: { BOOL: true }, b: { NULL: true } }, 2 + 2],
  ["sets", { a: { SS: ["号", "ab"] }, b: { NS: ["1", "22"] }, c: { BS: ["AAE="] } }, 1 + 5 + 1 + 4 + 1 + 2],
  ["lists and their elements", { a: { L: [{ S: "ab" }, { N: "1" }] } }, 1 + 3 + (1 + 2) + (1 + 2)],
  ["maps, their names and values", { a: { M: { 号: { S: "ab" } } } }, 1 + 3 + 1 + 3 + 2],
] as const)("DynamoDB counts %s", (_, item, bytes) => {
  expect(itemSize(JSON.parse(JSON.stringify(item)))).toBe(bytes);
});

test("the local DynamoDB accepts items up to DynamoDB's limit, counted in bytes", async () => {
  await using db = await startDynamoDb();
  const TableName = db.tables.winners;
  const writes = (note: string) => [
    () => db.client.send(new PutCommand({ TableName, Item: { employee_id: "E1", note } })),
    () =>
      db.client.send(
        new BatchWriteCommand({
          RequestItems: { [TableName]: [{ PutRequest: { Item: { employee_id: "E1", note } } }] },
        }),
      ),
    () =>
      db.client.send(
        new UpdateCommand({
          TableName,
          Key: { employee_id: "E1" },
          UpdateExpression: "SET note = :note",
          ExpressionAttributeValues: { ":note": note },
        }),
      ),
  ];
  for (const write of writes(chinese(MOST_BYTES - AROUND_NOTE))) await write();
  for (const write of writes(chinese(MOST_BYTES - AROUND_NOTE + 1)))
    await expect(write()).rejects.toMatchObject({ name: "ValidationException" });
});
