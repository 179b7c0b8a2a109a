import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterEach } from "vitest";
import { createDynamoDb } from "../../../../../infra/local/services/dynamodb/dynamodb.ts";

/** The local DynamoDB for the tests of a file. What `startUntilEnd` starts is closed after each test. */
export function useDynamoDb() {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const connectTo = (port: number) =>
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    });

  async function start(options: Partial<Parameters<typeof createDynamoDb>[0]> = {}) {
    const listening = await createDynamoDb({ port: 0, ...options });
    const client = connectTo(listening.port);
    return { ...listening, client, endpoint: `http://127.0.0.1:${listening.port}/` };
  }

  async function startUntilEnd(options: Parameters<typeof start>[0] = {}) {
    const started = await start(options);
    cleanUps.push(started.close, () => started.client.destroy());
    return started;
  }

  return { start, startUntilEnd, cleanUps };
}
