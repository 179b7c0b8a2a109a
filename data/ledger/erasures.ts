import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { type PersonTraces, personTraces } from "../people/person-traces.ts";

/** The partition of erasures. */
const ERASURES = "erasures";

const erasure = z.object({
  /** A random id. */
  entry: z.string(),
  /** Who erased the person. */
  by: z.string(),
  begun_at: z.string(),
  ended_at: z.string().optional(),
  /** How many items were found of each kind. */
  counts: z.record(z.string(), z.int()),
  /** Whom an erasure that has not ended erases: their item on the roster may be deleted already. */
  person: personTraces.optional(),
});

/** An erasure of one person: who did it, when, and how much. Once it has ended, it does not say of whom. */
export type Erasure = z.output<typeof erasure>;

/** The record of erasures, next to the ledger. Nothing is ever deleted from it but the persons. */
export function createErasures(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Stores that an erasure has begun. */
    async begin(begun: Erasure & { person: PersonTraces }): Promise<void> {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ledger: ERASURES, ...begun },
          ConditionExpression: "attribute_not_exists(entry)",
        }),
      );
    },

    /** Stores that an erasure has ended, and removes the name of the person. May be repeated. */
    async end(entry: string, endedAt: Date): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { ledger: ERASURES, entry },
            UpdateExpression: "SET ended_at = :ended_at REMOVE person",
            ConditionExpression: "attribute_exists(person)",
            ExpressionAttributeValues: { ":ended_at": endedAt.toISOString() },
          }),
        ),
      );
    },

    /** Returns the erasure of this person that has begun and not ended. */
    async findBegun(id: string): Promise<(Erasure & { person: PersonTraces }) | undefined> {
      const pages = readPages((from) =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "ledger = :erasures",
            FilterExpression: "person.employee_id = :id",
            ExpressionAttributeValues: { ":erasures": ERASURES, ":id": id },
            ConsistentRead: true,
            ...from,
          }),
        ),
      );
      for await (const items of pages)
        for (const item of items) {
          const found = parseItem(erasure, item, "An erasure");
          if (found.person) return { ...found, person: found.person };
        }
      return undefined;
    },
  };
}
