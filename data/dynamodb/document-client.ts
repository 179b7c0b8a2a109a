import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createClientSettings } from "../runtime/connections.ts";
import { trackWrites } from "./track-writes.ts";

/**
 * Creates the client of all stores. Its timeouts are far below the shortest timeout of a task, so that a hanging call
 * becomes an error, which the state machine retries. `connection` replaces the address in the environment.
 */
export function createDocumentClient(
  connection: Pick<DynamoDBClientConfig, "endpoint" | "region" | "credentials"> = {},
): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...connection,
    ...createClientSettings({ maxAttempts: 4, connectionTimeout: 1_000, requestTimeout: 3_000 }),
  });
  // It copies each response, item by item, for a logger that nobody has set.
  client.middlewareStack.remove("loggerMiddleware");
  const documentClient = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
    // The client throws on numbers that JavaScript cannot represent. With `Number` they reach the schema, which refuses them.
    unmarshallOptions: { wrapNumbers: Number },
  });
  trackWrites(documentClient);
  return documentClient;
}
