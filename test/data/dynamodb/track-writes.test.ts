import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTrackedWrites } from "../../../data/dynamodb/track-writes.ts";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db[Symbol.asyncDispose]());

const Key = { employee_id: "E1" };
const get = () => new GetCommand({ TableName: db.tables.winners, Key, ConsistentRead: true });
const put = (condition?: string) =>
  new PutCommand({
    TableName: db.tables.winners,
    Item: Key,
    ...(condition && { ConditionExpression: condition }),
  });

test("work that only reads has written nothing, and a write is seen from then on", async () => {
  await withTrackedWrites(async (mayHaveWritten) => {
    await db.client.send(get());
    expect(mayHaveWritten()).toBe(false);
    await db.client.send(put());
    expect(mayHaveWritten()).toBe(true);
    await db.client.send(get());
    expect(mayHaveWritten()).toBe(true);
  });
});

test("a write whose condition is not true has written nothing", async () => {
  await withTrackedWrites(async (mayHaveWritten) => {
    const refused = db.client.send(put("attribute_exists(no_such_attribute)"));
    expect(mayHaveWritten()).toBe(true);
    await expect(refused).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(mayHaveWritten()).toBe(false);
  });
});

test("a write whose response is lost may have written", async () => {
  const client = db.connect();
  interruptRequests(client, { kind: "lost", at: 1 });
  await withTrackedWrites(async (mayHaveWritten) => {
    await expect(client.send(put())).rejects.toThrow("The response was lost.");
    expect(mayHaveWritten()).toBe(true);
  });
});

test("work does not see the writes of other work at the same time", async () => {
  const seen = await Promise.all([
    withTrackedWrites(async (mayHaveWritten) => {
      await db.client.send(put());
      return mayHaveWritten();
    }),
    withTrackedWrites(async (mayHaveWritten) => {
      await db.client.send(get());
      return mayHaveWritten();
    }),
  ]);
  expect(seen).toEqual([true, false]);
});
