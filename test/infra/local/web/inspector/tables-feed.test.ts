import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { employeeTable } from "../../../../../data/tables.ts";
import { createDynamoDb } from "../../../../../infra/local/services/dynamodb/dynamodb.ts";
import { createTablesFeed } from "../../../../../infra/local/web/inspector/tables-feed.ts";

const seenTables = z.array(
  z.object({ count: z.number(), items: z.array(z.object({ item: z.record(z.string(), z.unknown()) })) }),
);

async function start(fill?: (client: DynamoDBDocumentClient) => Promise<void>) {
  const tables = createTablesFeed({
    definitions: [employeeTable],
    names: {},
    reportError: (error) => {
      throw error;
    },
  });
  const dynamodb = await createDynamoDb({ port: 0, onDone: tables.notice });
  const endpoint = `http://127.0.0.1:${dynamodb.port}`;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
  );
  onTestFinished(async () => {
    client.destroy();
    await tables.close();
    await dynamodb.close();
  });
  await tables.open(endpoint, fill && (() => fill(client)));
  const put = (id: string, more: object = {}) =>
    client.send(new PutCommand({ TableName: employeeTable.name, Item: { employee_id: id, ...more } }));
  const read = () => {
    const [table] = seenTables.parse(tables.feed.read());
    return { count: table?.count, ids: table?.items.map(({ item }) => item["employee_id"]) };
  };
  return { tables, client, put, read };
}

test("sends each written item, from any client, with sets as lists", async () => {
  const { tables, client, put, read } = await start();
  const changes: unknown[] = [];
  tables.feed.subscribe((change) => changes.push(change));
  await put("a", { tags: new Set(["x"]) });
  await expect.poll(() => changes).toHaveLength(1);
  expect(changes).toEqual([
    {
      table: "EMPLOYEE_TABLE",
      count: 1,
      changed: [{ key: '["a"]', item: { employee_id: "a", tags: ["x"] } }],
    },
  ]);
  await client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id: "a" } }));
  await expect.poll(read).toEqual({ count: 0, ids: [] });
});

test("reads nothing without listeners, and then only the items that are shown", async () => {
  const { tables, client, read } = await start();
  const ids = Array.from({ length: 500 }, (_, at) => `p${at}`);
  for (let at = 0; at < ids.length; at += 25)
    await client.send(
      new BatchWriteCommand({
        RequestItems: {
          [employeeTable.name]: ids
            .slice(at, at + 25)
            .map((employee_id) => ({ PutRequest: { Item: { employee_id } } })),
        },
      }),
    );
  expect(read().ids).toEqual([]);
  tables.feed.subscribe(() => undefined);
  await expect.poll(read).toEqual({ count: 500, ids: ids.slice(-200) });
  await tables.empty();
  await expect.poll(read).toEqual({ count: 0, ids: [] });
});

test("shows the newest of many items after a start, in the order of their times", async () => {
  const times = Array.from({ length: 300 }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString());
  const items: Record<string, unknown>[] = times.map((won_at, at) => ({ employee_id: `p${at}`, won_at }));
  items.push(...Array.from({ length: 50 }, (_, at) => ({ employee_id: `timeless${at}` })));
  const { read } = await start(async (client) => {
    for (let at = 0; at < items.length; at += 25)
      await client.send(
        new BatchWriteCommand({
          RequestItems: {
            [employeeTable.name]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })),
          },
        }),
      );
  });
  expect(read()).toEqual({ count: 350, ids: times.map((_, at) => `p${at}`).slice(-200) });
});
