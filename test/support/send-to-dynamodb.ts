import type { Send } from "../../infra/local/services/dynamodb/create-tables.ts";

/** Sends requests to an emulator of DynamoDB, which checks no signature. */
export function sendToDynamoDb(endpoint: string): Send {
  return async function send(operation, input) {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260615/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none",
        "x-amz-date": "20260615T120000Z",
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: await response.text() };
  };
}
