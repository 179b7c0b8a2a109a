import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "../../../data/dynamodb/requests-at-once.ts";
import { writeIf } from "../../../data/dynamodb/write-if.ts";

type Item = Record<string, AttributeValue>;

/** Two tables of which one cannot be a copy of the other. */
class TablesUnlike extends Error {
  override readonly name = "TablesUnlike";
}

class TableUnknown extends Error {
  override readonly name = "TableUnknown";
}

export interface CopyResult {
  /** Items in the source. */
  total: number;
  /** Items that the target did not have, or that were to be replaced. */
  copied: number;
  /** The keys of items that the target has with other content, and keeps. */
  different: string[];
  /** The keys of items that the target does not have after all. */
  missing: string[];
}

/** A key as people type it: its values, with a slash between. */
function formatKey(item: Item, keys: readonly string[]): string {
  return keys.map((name) => item[name]?.S ?? item[name]?.N ?? "").join("/");
}

/**
 * Copies the items of one table that another does not have, and changes no other item, except those whose keys are in
 * `replace`. Safe to repeat. Afterwards it reads the target again, and reports what is not there.
 */
export async function copyMissingItems(
  client: DynamoDBClient,
  { from, to, replace }: { from: string; to: string; replace: ReadonlySet<string> },
): Promise<CopyResult> {
  const readKeys = async (table: string): Promise<string[]> => {
    try {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      return (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      throw new TableUnknown(`There is no table ${table} here.`, { cause: error });
    }
  };

  const scan = async function* (table: string, projection?: readonly string[]) {
    let start: Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ...(start && { ExclusiveStartKey: start }),
          ...(projection && {
            ProjectionExpression: projection.map((_, i) => `#key${i}`).join(", "),
            ExpressionAttributeNames: Object.fromEntries(projection.map((name, i) => [`#key${i}`, name])),
          }),
        }),
      );
      yield page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  };

  const keys = await readKeys(to);
  const [partitionKey = ""] = keys;
  if (!isDeepStrictEqual(await readKeys(from), keys))
    throw new TablesUnlike(`${from} is no copy of ${to}: their keys differ.`);

  const put = (Item: Item, isNew: boolean) =>
    client.send(
      new PutItemCommand({
        TableName: to,
        Item,
        ...(isNew && {
          ConditionExpression: "attribute_not_exists(#key)",
          ExpressionAttributeNames: { "#key": partitionKey },
        }),
      }),
    );
  const isSame = async (item: Item) => {
    const Key = Object.fromEntries(keys.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
    const { Item } = await client.send(new GetItemCommand({ TableName: to, Key, ConsistentRead: true }));
    return isDeepStrictEqual(Item, item);
  };

  const all = new Set<string>();
  const different: string[] = [];
  let copied = 0;
  const copy = async (item: Item) => {
    const key = formatKey(item, keys);
    all.add(key);
    if (await writeIf(put(item, true))) copied++;
    else if (!(await isSame(item))) {
      if (!replace.has(key)) return void different.push(key);
      await put(item, false);
      copied++;
    }
  };
  for await (const page of scan(from)) await pMap(page, copy, { concurrency: REQUESTS_AT_ONCE });

  const missing = new Set(all);
  for await (const page of scan(to, keys)) for (const item of page) missing.delete(formatKey(item, keys));
  return { total: all.size, copied, different: different.toSorted(), missing: [...missing].sort() };
}
