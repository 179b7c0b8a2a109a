import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Counts this client's requests to DynamoDB during the work. */
export async function countRequests(
  { middlewareStack }: DynamoDBDocumentClient,
  work: () => Promise<unknown>,
): Promise<number> {
  let requests = 0;
  const name = "countRequests";
  middlewareStack.add(
    (next) => (args) => {
      requests++;
      return next(args);
    },
    { step: "initialize", name },
  );
  try {
    await work();
  } finally {
    middlewareStack.remove(name);
  }
  return requests;
}
