/** Returns a request to a DynamoDB that checks no signature: the one of this process needs no connection for it. */
export function formatRequest(operation: string, input: object) {
  return {
    method: "POST",
    url: "/",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260615/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none",
      "x-amz-date": "20260615T120000Z",
    },
    body: Buffer.from(JSON.stringify(input)),
  };
}
