import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";

const READS = /^(Get|BatchGet|Query|Scan)/;

const read = z.object({
  /** Reads of an index cannot be strongly consistent. */
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
  RequestItems: z.record(z.string(), z.object({ ConsistentRead: z.boolean().optional() })).optional(),
});

/** Refuses reads of tables by this client that may not see what was written before. */
export function requireConsistentReads({ middlewareStack }: DynamoDBDocumentClient): void {
  middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        if (READS.test(commandName)) {
          const { IndexName, ConsistentRead, RequestItems } = read.parse(args.input);
          const reads = RequestItems ? Object.values(RequestItems) : [{ ConsistentRead }];
          if (IndexName === undefined && reads.some((each) => each.ConsistentRead !== true))
            throw new Error(`${commandName} reads a table without ConsistentRead.`);
        }
        return next(args);
      },
    { step: "initialize", name: "requireConsistentReads" },
  );
}
