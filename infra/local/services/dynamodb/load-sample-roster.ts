import { readFile } from "node:fs/promises";
import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { employeeTable } from "../../../../data/tables.ts";

const SAMPLE = new URL("../../../../data/request-items.json", import.meta.url);

const attribute = z.union([z.strictObject({ S: z.string() }), z.strictObject({ N: z.string() })]);
const requestItems = z.record(
  z.string(),
  z.array(z.object({ PutRequest: z.object({ Item: z.record(z.string(), attribute) }) })),
);

/** Loads the invented employees into an empty roster, as `aws dynamodb batch-write-item` would. */
export async function loadSampleRoster(table: string): Promise<void> {
  const client = new DynamoDBClient({});
  try {
    const { Count } = await client.send(new ScanCommand({ TableName: table, Limit: 1 }));
    if (Count) return;
    const sample = requestItems.parse(JSON.parse(await readFile(SAMPLE, "utf8")));
    const items = sample[employeeTable.name] ?? [];
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: items } }));
  } finally {
    client.destroy();
  }
}
