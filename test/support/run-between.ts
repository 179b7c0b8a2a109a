import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * Does the work of another process once, before this client's request with the index `at` (from 0). Returns whether the
 * client got so far: call it after the client's own work.
 */
export function runBetween(
  { middlewareStack }: DynamoDBDocumentClient,
  at: number,
  work: () => Promise<unknown>,
): () => boolean {
  let requests = 0;
  middlewareStack.add(
    (next) => async (args) => {
      if (requests++ === at) await work();
      return next(args);
    },
    { step: "initialize", name: "runBetween" },
  );
  return () => requests > at;
}
