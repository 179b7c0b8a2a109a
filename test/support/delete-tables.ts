import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Deletes what a test has created at an endpoint that other tests use too. */
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
