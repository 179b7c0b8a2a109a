import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** What the local DynamoDB reads of a signature: that there is one, and whose it is. */
const SIGNED = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=local/20260615/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none",
  "x-amz-date": "20260615T120000Z",
};

/**
 * Lets a client of the local DynamoDB, which checks no signature, send the same one each time, and no user agent: a request
 * takes a tenth less.
 */
export function skipSignature(client: DynamoDBDocumentClient): void {
  if (!client.middlewareStack.remove("getUserAgentMiddleware"))
    throw new Error("The SDK's middleware has changed.");
  client.config.signer = () =>
    Promise.resolve({
      sign(request) {
        Object.assign(request.headers, SIGNED);
        return Promise.resolve(request);
      },
    });
}
