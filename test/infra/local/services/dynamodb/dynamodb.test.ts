import {
  DeleteItemCommand,
  DescribeTableCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { AbstractValueIterator } from "abstract-level";
import { describe, expect, test, vi } from "vitest";
import { SERIAL_INDEX, tableDefinitions } from "../../../../../data/tables.ts";
import { PortTaken } from "../../../../../infra/local/http/listen.ts";
import { createDynamoDb } from "../../../../../infra/local/services/dynamodb/dynamodb.ts";
import { createItemStore } from "../../../../../infra/local/services/dynamodb/item-store.ts";
import { openStore, type Store } from "../../../../../infra/local/services/store/store.ts";
import { makeFolder } from "../../../../support/make-folder.ts";
import { useDynamoDb } from "./use-dynamodb.ts";

/** All tables, one of them under another name. */
const RENAMED = tableDefinitions
  .map(({ name }) => (name === "Lottery-Draws" ? "Draws-Of-Spring" : name))
  .toSorted();

const { start, startUntilEnd, cleanUps } = useDynamoDb();

const employee = {
  employee_id: { S: "E1" },
  employee_name: { S: "王芳" },
  employee_entry_date: { S: "20200101" },
  lottery_serial: { N: "1" },
};

test("has every table of the product, billed per request, with indexes that contain all attributes", async () => {
  const { client } = await startUntilEnd();
  for (const definition of tableDefinitions) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: definition.name }));
    expect(Table).toMatchObject({
      TableStatus: "ACTIVE",
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    });
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(definition.indexes.map(({ name }) => name));
    for (const { Projection } of indexes) expect(Projection).toEqual({ ProjectionType: "ALL" });
  }
});

test("finds an item by its index", async () => {
  const { client } = await startUntilEnd();
  await client.send(new PutItemCommand({ TableName: "Lottery-Employee", Item: employee }));
  const { Items } = await client.send(
    new QueryCommand({
      TableName: "Lottery-Employee",
      IndexName: SERIAL_INDEX,
      KeyConditionExpression: "lottery_serial = :n",
      ExpressionAttributeValues: { ":n": { N: "1" } },
    }),
  );
  expect(Items).toEqual([employee]);
});

test("keeps nothing open after a query", async () => {
  const { client } = await startUntilEnd();
  for (const n of [1, 2, 3]) {
    const Item = { ...employee, employee_id: { S: `E${n}` } };
    await client.send(new PutItemCommand({ TableName: "Lottery-Employee", Item }));
  }
  const closed = vi.spyOn(AbstractValueIterator.prototype, "close");
  cleanUps.push(() => vi.restoreAllMocks());
  for (const Limit of [1, 2, 3, 4])
    expect((await client.send(new ScanCommand({ TableName: "Lottery-Employee", Limit }))).Count).toBe(
      Math.min(Limit, 3),
    );
  await expect.poll(() => closed.mock.calls.length).toBe(4);
});

test("names the tables as the environment does", async () => {
  const { client } = await startUntilEnd({ names: { DRAWS_TABLE: "Draws-Of-Spring" } });
  const { TableNames } = await client.send(new ListTablesCommand({}));
  expect(TableNames).toEqual(RENAMED);
});

describe("with a store", () => {
  test("has its tables, items and index entries after a restart", async () => {
    const folder = await makeFolder();
    const names = { DRAWS_TABLE: "Draws-Of-Spring" };
    {
      const store = openStore(folder);
      const first = await start({ store, names });
      const write = (n: number, serial: number) =>
        first.client.send(
          new PutItemCommand({
            TableName: "Lottery-Employee",
            Item: { ...employee, employee_id: { S: `E${n}` }, lottery_serial: { N: `${serial}` } },
          }),
        );
      await Promise.all([write(1, 1), write(2, 2), write(3, 3), write(4, 4)]);
      await write(2, 20);
      await first.client.send(
        new DeleteItemCommand({ TableName: "Lottery-Employee", Key: { employee_id: { S: "E3" } } }),
      );
      first.client.destroy();
      await first.close();
      store.close();
    }
    const store = openStore(folder);
    cleanUps.push(store.close);
    const { client } = await startUntilEnd({ store, names });
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(RENAMED);
    const scan = async (IndexName?: string) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: "Lottery-Employee", IndexName }));
      return Items.map(({ employee_id, lottery_serial }) => [employee_id?.S, lottery_serial?.N]).toSorted();
    };
    const stored = [
      ["E1", "1"],
      ["E2", "20"],
      ["E4", "4"],
    ];
    expect(await scan()).toEqual(stored);
    expect(await scan(SERIAL_INDEX)).toEqual(stored);
  });

  test("creates a table again that was being created when the process stopped, and removes one that was being deleted", async () => {
    const folder = await makeFolder();
    const open = async () => {
      const store = openStore(folder);
      const started = await start({ store });
      cleanUps.push(store.close, started.close, () => started.client.destroy());
      return { ...started, store };
    };
    const setStatus = (store: Store, table: string, TableStatus: string) => {
      const items = createItemStore(store);
      for (const { key, value } of items.list(`table~${table}`))
        items.put(key, JSON.stringify({ ...JSON.parse(value), TableStatus }));
    };
    const first = await open();
    await first.client.send(new PutItemCommand({ TableName: "Lottery-Employee", Item: employee }));
    setStatus(first.store, "Lottery-Winners", "CREATING");
    setStatus(first.store, "Lottery-Employee", "DELETING");
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();

    const { client } = await open();
    for (const TableName of ["Lottery-Winners", "Lottery-Employee"])
      expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  test("sends no response, not even to a read, before everything is stored permanently", async () => {
    const confirmed = Promise.withResolvers<void>();
    const store = { ...openStore(), confirmed: vi.fn(() => Promise.resolve()) };
    const { client } = await startUntilEnd({ store });
    store.confirmed.mockReturnValue(confirmed.promise);
    const onResponse = vi.fn();
    const sent = [
      client.send(new PutItemCommand({ TableName: "Lottery-Employee", Item: employee })),
      client.send(new ScanCommand({ TableName: "Lottery-Employee" })),
    ].map((each) => each.then(onResponse));
    const before = store.confirmed.mock.calls.length;
    await expect.poll(() => store.confirmed.mock.calls.length).toBe(before + sent.length);
    expect(onResponse).not.toHaveBeenCalled();
    confirmed.resolve();
    await Promise.all(sent);
    expect(onResponse).toHaveBeenCalledTimes(sent.length);
  });
});

test("names the variable of a port that is in use", async () => {
  const { port } = await startUntilEnd();
  const second = createDynamoDb({ port });
  await expect(second).rejects.toThrow(PortTaken);
  await expect(second).rejects.toThrow(/DYNAMODB_PORT/);
});

test("closes at once under load, without a crash", async () => {
  const { client, close } = await start();
  const writes = Array.from({ length: 200 }, (_, n) =>
    client.send(
      new UpdateItemCommand({
        TableName: "Lottery-Winners",
        Key: { employee_id: { S: `E${n}` } },
        UpdateExpression: "SET claimed = :c",
        ConditionExpression: "attribute_not_exists(claimed)",
        ExpressionAttributeValues: { ":c": { S: "now" } },
      }),
    ),
  );
  const results = Promise.allSettled(writes);
  await writes[0];
  const begin = performance.now();
  await close();
  expect(performance.now() - begin).toBeLessThan(1500);
  client.destroy();
  expect((await results)[0]).toMatchObject({ status: "fulfilled" });
});
