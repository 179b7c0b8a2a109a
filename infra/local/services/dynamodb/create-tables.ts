import {
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { type TableDefinition, tableDefinitions } from "../../../../data/tables.ts";

/** The tables' names by their environment variables. A table without an entry has the name in its definition. */
export type TableNames = Readonly<Record<string, string | undefined>>;

/** Creates the product's tables at a DynamoDB endpoint. Existing tables do not change. */
export async function createTables(endpoint: string, names: TableNames): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const create = async (name: string, definition: TableDefinition) => {
    try {
      await client.send(createTable(name, definition));
    } catch (error) {
      if (error instanceof ResourceInUseException) return;
      throw error;
    }
    await waitUntilTableExists(
      { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 },
      { TableName: name },
    );
  };
  try {
    await Promise.all(
      tableDefinitions.map((definition) => create(names[definition.variable] ?? definition.name, definition)),
    );
  } finally {
    client.destroy();
  }
}

function createTable(name: string, table: TableDefinition): CreateTableCommand {
  const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) =>
    sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
  );
  const types = new Map(keys.map((key) => [key.name, key.type]));
  const indexes = table.indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: formatKeys(index),
    Projection: { ProjectionType: "ALL" as const },
  }));
  return new CreateTableCommand({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: formatKeys(table),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  });
}

function formatKeys({
  partitionKey,
  sortKey,
}: Pick<TableDefinition, "partitionKey" | "sortKey">): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: partitionKey.name, KeyType: "HASH" };
  return sortKey === undefined ? [hash] : [hash, { AttributeName: sortKey.name, KeyType: "RANGE" }];
}
