import { setTimeout as wait } from "node:timers/promises";
import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** DynamoDB accepts at most this many writes in one batch. */
const BATCH = 25;
const TRIES = 5;
/** The wait before the first retry of writes that DynamoDB was too busy to process. It doubles each time, 0.4 s in all. */
const WAIT_MS = 25;

/**
 * Puts items with different keys into a table, in as few requests as possible. Replaces items with the same keys, so it may
 * be repeated. Throws if DynamoDB does not process all of them in several tries.
 */
export async function writeBatch(
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH) {
    let puts = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
    for (let attempt = 1; puts.length > 0; attempt++) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [table]: puts } }),
      );
      puts = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
      );
      if (puts.length === 0) break;
      if (attempt === TRIES)
        throw new Error(`DynamoDB did not process ${puts.length} writes in ${TRIES} requests.`);
      await wait(WAIT_MS * 2 ** (attempt - 1));
    }
  }
}
