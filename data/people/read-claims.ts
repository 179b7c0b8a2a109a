import { setTimeout as wait } from "node:timers/promises";
import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { parseItem } from "../dynamodb/parse-item.ts";
import { type Claim, claim } from "./claim.ts";

/** DynamoDB accepts at most this many keys in one batch. */
const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const BATCH_TRIES = 8;
/** The wait before the first retry of keys that DynamoDB was too busy to read. It doubles each time, 3 s in all. */
const BATCH_WAIT_MS = 25;

/** Parses an item of the winners' table. Throws `InvalidItem`. */
export function parseClaim(item: unknown): Claim {
  return parseItem(claim, item, "An item of the winners' table");
}

/** Creates the function that reads many items of the winners' table. */
export function createReadClaims(client: DynamoDBDocumentClient, table: string) {
  const readBatch = async (employeeIds: readonly string[], found: Map<string, Claim>) => {
    let keys: Record<string, unknown>[] = employeeIds.map((employee_id) => ({ employee_id }));
    for (let attempt = 1; ; attempt++) {
      const output = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of output.Responses?.[table] ?? []) {
        const parsed = parseClaim(item);
        found.set(parsed.employee_id, parsed);
      }
      keys = output.UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length === 0) return;
      if (attempt === BATCH_TRIES)
        throw new Error(`DynamoDB did not process ${keys.length} keys in ${BATCH_TRIES} requests.`);
      await wait(BATCH_WAIT_MS * 2 ** (attempt - 1));
    }
  };

  /** Returns the items of these people by employee id. A person without a claim or win has none. */
  return async function readClaims(employeeIds: readonly string[]): Promise<Map<string, Claim>> {
    const found = new Map<string, Claim>();
    const ids = [...new Set(employeeIds)];
    const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
      ids.slice(i * BATCH, (i + 1) * BATCH),
    );
    await pMap(batches, (batch) => readBatch(batch, found), { concurrency: BATCHES_AT_ONCE });
    return found;
  };
}
