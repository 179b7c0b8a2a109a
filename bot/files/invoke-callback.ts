import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createClientSettings } from "../../data/runtime/connections.ts";

/** Creates the function that passes an event to the callback, and does not wait until it is handled. */
export function createInvokeCallback(callbackArn: string) {
  // Slack waits at most three seconds for a response. That is enough for two tries.
  const client = new LambdaClient(
    createClientSettings({ maxAttempts: 2, connectionTimeout: 500, requestTimeout: 1_000 }),
  );
  return async function invokeCallback(event: object): Promise<void> {
    await client.send(
      new InvokeCommand({
        FunctionName: callbackArn,
        InvocationType: "Event",
        Payload: JSON.stringify(event),
      }),
    );
  };
}
