import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import pMap from "p-map";

/** Returns all items of a table, in DynamoDB's JSON. */
export async function readTable(client: DynamoDBClient, TableName: string) {
  const items: Record<string, AttributeValue>[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** Creates a table with the keys and the items of another table, as a point-in-time restore does. */
export async function copyTable(client: DynamoDBClient, from: string, to: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: from }));
  const KeySchema = Table?.KeySchema ?? [];
  const names = new Set(KeySchema.map(({ AttributeName }) => AttributeName));
  await client.send(
    new CreateTableCommand({
      TableName: to,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema,
      AttributeDefinitions: (Table?.AttributeDefinitions ?? []).filter(({ AttributeName }) =>
        names.has(AttributeName),
      ),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName: to });
  await pMap(
    await readTable(client, from),
    (Item) => client.send(new PutItemCommand({ TableName: to, Item })),
    { concurrency: 16 },
  );
}

/** Deletes all items of a table. */
export async function emptyTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const names = (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []);
  const keys = (await readTable(client, TableName)).map((item) =>
    Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : []))),
  );
  await pMap(keys, (Key) => client.send(new DeleteItemCommand({ TableName, Key })), { concurrency: 16 });
}
