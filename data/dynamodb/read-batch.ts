import { setTimeout as wait } from "node:timers/promises";
import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";

/** DynamoDB accepts at most this many keys in one batch. */
const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const BATCH_TRIES = 8;
/** The wait before the first retry of keys that DynamoDB was too busy to read. It doubles each time, 3 s in all. */
const BATCH_WAIT_MS = 25;

/**
 * Creates the function that reads the items with these ids, each once, with strong consistency. `keyName` is the key
 * attribute of the table. Throws if DynamoDB does not process all keys in several tries.
 */
export function createReadBatch(
  client: DynamoDBDocumentClient,
  table: string,
  keyName: string,
  attributes?: readonly string[],
) {
  const readKeys = async (ids: readonly string[]): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    let keys: Record<string, unknown>[] = ids.map((id) => ({ [keyName]: id }));
    for (let attempt = 1; ; attempt++) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: {
            [table]: {
              Keys: keys,
              ConsistentRead: true,
              ...(attributes && { ProjectionExpression: attributes.join(", ") }),
            },
          },
        }),
      );
      items.push(...(Responses?.[table] ?? []));
      keys = UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length === 0) return items;
      if (attempt === BATCH_TRIES)
        throw new Error(`DynamoDB did not process ${keys.length} keys in ${BATCH_TRIES} requests.`);
      await wait(BATCH_WAIT_MS * 2 ** (attempt - 1));
    }
  };

  return async function readBatch(ids: readonly string[]): Promise<Record<string, unknown>[]> {
    const unique = [...new Set(ids)];
    const batches = Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, i) =>
      unique.slice(i * BATCH, (i + 1) * BATCH),
    );
    return (await pMap(batches, readKeys, { concurrency: BATCHES_AT_ONCE })).flat();
  };
}
