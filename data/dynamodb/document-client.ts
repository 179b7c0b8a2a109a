import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createClientSettings } from "../runtime/connections.ts";

/**
 * The client of all stores. Its patience is bounded well below the shortest time-out of a task, so that a call that
 * hangs becomes an error that the state machine retries.
 */
export function createDocumentClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient(
    createClientSettings({ maxAttempts: 4, connectionTimeout: 1_000, requestTimeout: 3_000 }),
  );
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
    // A number that JavaScript cannot hold is for the item's schema to refuse: by itself the client fails at it.
    unmarshallOptions: { wrapNumbers: Number },
  });
}
