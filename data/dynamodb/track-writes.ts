import { AsyncLocalStorage } from "node:async_hooks";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Commands that change a table. */
const WRITES = /^(?:Put|Update|Delete|BatchWrite|TransactWrite)/;

/** The name of the error, whose class would be a large part of a function that needs it for nothing else. */
const CONDITION_FAILED = "ConditionalCheckFailedException";

/** The writes of one piece of work that were sent, except those whose condition was not true. */
const writesOfWork = new AsyncLocalStorage<{ count: number }>();

/** Counts the writes of a client, also those that failed: they may be executed nevertheless. */
export function trackWrites({ middlewareStack }: DynamoDBDocumentClient): void {
  middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const writes = WRITES.test(commandName) ? writesOfWork.getStore() : undefined;
        if (!writes) return next(args);
        writes.count++;
        try {
          return await next(args);
        } catch (error) {
          if (error instanceof Error && error.name === CONDITION_FAILED) writes.count--;
          throw error;
        }
      },
    { step: "initialize", name: "trackWrites" },
  );
}

/** Does some work. `mayHaveWritten` says whether it has possibly changed a table so far. */
export function withTrackedWrites<Result>(work: (mayHaveWritten: () => boolean) => Result): Result {
  const writes = { count: 0 };
  return writesOfWork.run(writes, () => work(() => writes.count > 0));
}
