import { setTimeout as wait } from "node:timers/promises";
import type { CreateTableCommandInput, KeySchemaElement } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import { type TableDefinition, tableDefinitions } from "../../../../data/tables.ts";

/** The tables' names by their environment variables. A table without an entry has the name in its definition. */
export type TableNames = Readonly<Record<string, string | undefined>>;

/** Sends a request to DynamoDB, and returns its response. */
export type Send = (operation: string, input: object) => Promise<{ status: number; body: string }>;

const description = jsonOf(z.object({ Table: z.object({ TableStatus: z.string() }) }));
const failure = jsonOf(z.object({ __type: z.string() }));

/** How long a table may need until it can be used, and the time between two looks, in ms. */
const PATIENCE = 10_000;
const INTERVAL = 2;

/** Creates the product's tables. Existing tables do not change. */
export async function createTables(send: Send, names: TableNames): Promise<void> {
  const isActive = async (TableName: string) => {
    const { body } = await send("DescribeTable", { TableName });
    return description.safeParse(body).data?.Table.TableStatus === "ACTIVE";
  };
  const create = async (name: string, definition: TableDefinition) => {
    const { status, body } = await send("CreateTable", describeTable(name, definition));
    if (status !== 200) {
      if (failure.safeParse(body).data?.__type.endsWith("#ResourceInUseException")) return;
      throw new Error(`The table ${name} was not created: ${body}`);
    }
    const deadline = Date.now() + PATIENCE;
    while (!(await isActive(name))) {
      if (Date.now() > deadline) throw new Error(`The table ${name} cannot be used yet.`);
      await wait(INTERVAL);
    }
  };
  await Promise.all(
    tableDefinitions.map((definition) => create(names[definition.variable] ?? definition.name, definition)),
  );
}

function describeTable(name: string, table: TableDefinition): CreateTableCommandInput {
  const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) =>
    sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
  );
  const types = new Map(keys.map((key) => [key.name, key.type]));
  const indexes = table.indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: formatKeys(index),
    Projection: { ProjectionType: "ALL" as const },
  }));
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: formatKeys(table),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}

function formatKeys({
  partitionKey,
  sortKey,
}: Pick<TableDefinition, "partitionKey" | "sortKey">): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: partitionKey.name, KeyType: "HASH" };
  return sortKey === undefined ? [hash] : [hash, { AttributeName: sortKey.name, KeyType: "RANGE" }];
}
