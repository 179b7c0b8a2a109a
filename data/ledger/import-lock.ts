import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";

const KEY = { ledger: "roster-imports", entry: "current" };

/**
 * How long the lock is held without being renewed. Its holder renews it with each chunk of changes, which takes seconds.
 */
export const LOCK_SECONDS = 120;

const lock = z.object({
  import_id: z.string(),
  /** Epoch seconds. */
  lease_until: z.number(),
});

/**
 * The lock of the roster: only its holder gives serials to people. A holder that has stopped loses it when its lease ends.
 */
export function createImportLock(client: DynamoDBDocumentClient, table: string) {
  const epoch = (now: Date) => Math.floor(now.getTime() / 1000);

  /** Holds the lock for a new lease under this id, on a condition. */
  const hold = (id: string, now: Date, condition: string) =>
    writeIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: KEY,
          UpdateExpression: "SET import_id = :id, lease_until = :until",
          ConditionExpression: condition,
          ExpressionAttributeValues: { ":id": id, ":now": epoch(now), ":until": epoch(now) + LOCK_SECONDS },
        }),
      ),
    );

  return {
    /**
     * Takes or renews the lock under this id. Returns false if somebody else holds it. May be repeated: the same id always
     * gets its own lock.
     */
    acquire: (id: string, now: Date): Promise<boolean> =>
      hold(id, now, "attribute_not_exists(entry) OR import_id = :id OR lease_until < :now"),

    /**
     * Renews the lock while changes are made. Returns false if the lease has ended: somebody else may have given serials
     * since.
     */
    renew: (id: string, now: Date): Promise<boolean> =>
      hold(id, now, "import_id = :id AND lease_until >= :now"),

    /** Returns the id of who holds the lock at `now`. */
    async findHolder(now: Date): Promise<string | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { import_id, lease_until } = parseItem(lock, Item, "The lock of the roster");
      return lease_until < epoch(now) ? undefined : import_id;
    },

    /** Gives the lock back, if it is still held under this id. May be repeated. */
    async release(id: string): Promise<void> {
      await writeIf(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: KEY,
            ConditionExpression: "import_id = :id",
            ExpressionAttributeValues: { ":id": id },
          }),
        ),
      );
    },
  };
}
