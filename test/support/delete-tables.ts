import { DeleteTableCommand, DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** Deletes the tables of a test at an endpoint that other tests also use. */
export async function deleteTables(
  connection: DynamoDBClientConfig,
  tables: readonly string[],
): Promise<void> {
  const client = new DynamoDBClient(connection);
  try {
    for (const TableName of tables) await client.send(new DeleteTableCommand({ TableName }));
  } finally {
    client.destroy();
  }
}
