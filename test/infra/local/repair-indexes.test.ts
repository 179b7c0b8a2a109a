import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { ClassicLevel } from "classic-level";
import { beforeEach, expect, test, vi } from "vitest";
import { SERIAL_INDEX } from "../../../data/tables.ts";
import { createDynamoDb } from "../../../infra/local/dynamodb.ts";
import { makeFolder } from "../../support/make-folder.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";

const TABLE = "Lottery-Employee";
const INDEX = `index-global~${TABLE}~${SERIAL_INDEX}~`;
const PEOPLE = 30;

type Entry = [key: string, item: Record<string, unknown>];

let path: string;
const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);

/** Runs DynamoDB on the folder for as long as this takes. */
async function withDynamoDb<Result>(work: (client: DynamoDBDocumentClient) => Promise<Result>) {
  const { port, close } = await createDynamoDb({ port: 0, path });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const endpoint = `http://127.0.0.1:${port}`;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: "us-east-1", credentials }),
  );
  try {
    return await work(client);
  } finally {
    client.destroy();
    await close();
  }
}

/** Does to the stored index what a process that is killed between two writes leaves undone. */
async function tamper(work: (index: Entry[], stored: ClassicLevel<string, object>) => Promise<unknown>) {
  const stored = new ClassicLevel<string, object>(path, { valueEncoding: "json" });
  const index: Entry[] = [];
  for await (const [key, item] of stored.iterator({ gte: INDEX, lt: `${INDEX}~` }))
    index.push([key, { ...item }]);
  await work(index, stored);
  await stored.close();
}

/** Everybody as the table has them, and as the index finds them. */
const readBoth = () =>
  withDynamoDb(async (client) => {
    const { Items: people = [] } = await client.send(new ScanCommand({ TableName: TABLE }));
    const { Items: found = [] } = await client.send(
      new ScanCommand({ TableName: TABLE, IndexName: SERIAL_INDEX }),
    );
    const bySerial = (items: typeof people) =>
      items.toSorted((a, b) => Number(a["lottery_serial"]) - Number(b["lottery_serial"]));
    return { people: bySerial(people), found: bySerial(found) };
  });

beforeEach(async () => {
  warn.mockClear();
  path = await makeFolder();
  await withDynamoDb(async (client) => {
    const items = employeeItems(PEOPLE);
    for (let i = 0; i < items.length; i += 25) {
      const requests = items.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
    }
  });
});

test("finds whoever stands in the table but was lost from the index", async () => {
  await tamper((index, stored) => stored.del(index[7]?.[0] ?? ""));
  const { people, found } = await readBoth();
  expect(people).toHaveLength(PEOPLE);
  expect(found).toEqual(people);
  expect(warn.mock.calls).toEqual([[expect.stringContaining(`"index":"${SERIAL_INDEX}","entries":1`)]]);

  await withDynamoDb(async (client) => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: SERIAL_INDEX,
        KeyConditionExpression: "lottery_serial = :serial",
        ExpressionAttributeValues: { ":serial": people[7]?.["lottery_serial"] },
      }),
    );
    expect(Items).toEqual([people[7]]);
  });
});

test("finds nobody whose item was never written", async () => {
  await tamper(([first], stored) =>
    stored.put(`${INDEX}c101/ffffff`, { ...first?.[1], employee_id: { S: "E-NEVER" } }),
  );
  const { people, found } = await readBoth();
  expect(found).toEqual(people);
});

test("finds everybody under their serial alone, and as they stand in the table", async () => {
  await tamper(async ([first, second], stored) => {
    await stored.put(first?.[0] ?? "", { ...first?.[1], employee_name: { S: "Not yet" } });
    await stored.del(second?.[0] ?? "");
    await stored.put(`${INDEX}c101/ffffff`, { ...second?.[1], lottery_serial: { N: "1000" } });
  });
  const { people, found } = await readBoth();
  expect(found).toEqual(people);
});

test("makes a table anew that was being made", async () => {
  await tamper(async (_index, stored) => {
    const description = await stored.get("table~Lottery-Winners");
    await stored.put("table~Lottery-Winners", { ...description, TableStatus: "CREATING" });
  });
  await withDynamoDb((client) => client.send(new ScanCommand({ TableName: "Lottery-Winners" })));
});

test("says nothing where all is well", async () => {
  await readBoth();
  expect(warn).not.toHaveBeenCalled();
});
