import { connect } from "node:net";
import {
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { AbstractValueIterator } from "abstract-level";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SERIAL_INDEX, tableDefinitions } from "../../../../../data/tables.ts";
import { PortTaken } from "../../../../../infra/local/http/listen.ts";
import { createDynamoDb } from "../../../../../infra/local/services/dynamodb/dynamodb.ts";
import { createItemStore } from "../../../../../infra/local/services/dynamodb/item-store.ts";
import { openStore, type Store } from "../../../../../infra/local/services/store/store.ts";
import { makeFolder } from "../../../../support/make-folder.ts";
import { sendRaw } from "../../../../support/send-raw.ts";

/** All tables, one of them under another name. */
const RENAMED = tableDefinitions
  .map(({ name }) => (name === "Lottery-Draws" ? "Draws-Of-Spring" : name))
  .toSorted();

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(options: Partial<Parameters<typeof createDynamoDb>[0]> = {}) {
  const listening = await createDynamoDb({ port: 0, ...options });
  const client = connectTo(listening.port);
  return { ...listening, client, endpoint: `http://127.0.0.1:${listening.port}/` };
}

async function startUntilEnd(options: Parameters<typeof start>[0] = {}) {
  const started = await start(options);
  cleanUps.push(started.close, () => started.client.destroy());
  return started;
}

function connectTo(port: number): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
}

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

describe("a malformed request", () => {
  const authorization = "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=x";
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.GetItem",
    "x-amz-date": "20260101T000000Z",
    authorization,
  };

  test.each([
    ["no JSON", "{", headers, "SerializationException"],
    ["null", "null", headers, "SerializationException"],
    ["a list", "[]", headers, "SerializationException"],
    ["a number", "1", headers, "SerializationException"],
    [
      "values too deep",
      `{"TableName": "Lottery-Employee", "Key": ${'{"L":['.repeat(30_000)}{}${"]}".repeat(30_000)}}`,
      headers,
      "ValidationException",
    ],
    ["nothing", "", headers, "SerializationException"],
    ["fields of other types", '{"TableName": {"a": []}, "Key": 4}', headers, "SerializationException"],
    ["empty keys", '{"TableName": "Lottery-Employee", "Key": {}}', headers, "ValidationException"],
    ["null keys", '{"TableName": "Lottery-Employee", "Key": null}', headers, "ValidationException"],
    [
      "an unknown operation",
      "{}",
      { ...headers, "x-amz-target": "DynamoDB_20120810.Guess" },
      "UnknownOperationException",
    ],
    ["no signature", "{}", { ...headers, authorization: "" }, "MissingAuthenticationTokenException"],
  ])("is refused as DynamoDB refuses it: %s", async (_what, body, sent, code) => {
    const { endpoint, client } = await startUntilEnd();
    const response = await fetch(endpoint, { method: "POST", headers: sent, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: expect.stringContaining(`#${code}`) });
    await client.send(new ListTablesCommand({}));
  });

  test.each([
    ["a web page", { origin: "https://evil.example" }],
    ["a web page that reads only", { "sec-fetch-site": "cross-site" }],
    ["another machine's name", { host: "evil.example" }],
  ])("is refused if it may come from a web page: %s", async (_what, more) => {
    const { endpoint } = await startUntilEnd();
    const target = { "x-amz-target": "DynamoDB_20120810.ListTables" };
    const { status, body } = await sendRaw(endpoint, { ...headers, ...target, ...more }, "{}");
    expect(status).toBe(403);
    expect(body).toContain("AccessDeniedException");
    expect((await sendRaw(endpoint, { ...headers, ...target }, "{}")).status).toBe(200);
  });

  test("is unknown on another path or with another method", async () => {
    const { endpoint } = await startUntilEnd();
    expect((await fetch(endpoint)).status).toBe(200);
    expect((await fetch(endpoint, { method: "PUT" })).status).toBe(405);
    expect((await fetch(endpoint, { method: "OPTIONS" })).status).toBe(405);
    expect((await fetch(`${endpoint}else`, { method: "POST", headers, body: "{}" })).status).toBe(404);
  });

  test("is refused with more than 16 MB", async () => {
    const { endpoint, client } = await startUntilEnd();
    const response = await fetch(endpoint, { method: "POST", headers, body: "x".repeat(17 * 1024 * 1024) });
    expect(response.status).toBe(413);
    await client.send(new ListTablesCommand({}));
  });

  test("does no harm if its connection breaks", async () => {
    const { port, client } = await startUntilEnd();
    const head =
      "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 100\r\n\r\n{";
    for (let n = 0; n < 10; n++) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const socket = connect(port, "127.0.0.1");
      socket.on("close", () => resolve());
      socket.write(head, () => socket.resetAndDestroy());
      await promise;
    }
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toHaveLength(tableDefinitions.length);
  });
});
