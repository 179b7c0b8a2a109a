import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Deletes the tables of a test at an endpoint that other tests also use. */
export async function deleteTables(endpoint: string, tables: readonly string[]): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    for (const TableName of tables) await client.send(new DeleteTableCommand({ TableName }));
  } finally {
    client.destroy();
  }
}
