import type { Send } from "../../infra/local/services/dynamodb/create-tables.ts";
import { formatRequest } from "../../infra/local/services/dynamodb/format-request.ts";

/** Sends requests to an emulator of DynamoDB, which checks no signature. */
export function sendToDynamoDb(endpoint: string): Send {
  return async function send(operation, input) {
    const { url, ...request } = formatRequest(operation, input);
    const response = await fetch(new URL(url, endpoint), request);
    return { status: response.status, body: await response.text() };
  };
}
