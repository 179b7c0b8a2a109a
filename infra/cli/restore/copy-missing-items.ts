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
import { readPages } from "../../../data/dynamodb/read-pages.ts";
import { REQUESTS_AT_ONCE } from "../../../data/dynamodb/requests-at-once.ts";
import { writeIf } from "../../../data/dynamodb/write-if.ts";

type Item = Record<string, AttributeValue>;

/** The tables have different keys. */
class DifferentKeys extends Error {
  override readonly name = "DifferentKeys";
}

class UnknownTable extends Error {
  override readonly name = "UnknownTable";
}

export interface CopyResult {
  /** Items in the source. */
  total: number;
  /** Items that were missing in the target, or replaced on request. */
  copied: number;
  /** Keys of items that have other content in the target and were not changed. */
  different: string[];
  /** Keys of items that are missing in the target after copying. */
  missing: string[];
}

/** Formats a key as people type it: its values, separated by slashes. */
function formatKey(item: Item, keys: readonly string[]): string {
  return keys.map((name) => item[name]?.S ?? item[name]?.N ?? "").join("/");
}

/**
 * Copies the items that are missing in another table, and overwrites only items whose keys are in `replace`. Safe to
 * repeat. Then reads the target again and returns what is missing. Throws `DifferentKeys` and `UnknownTable`.
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
      throw new UnknownTable(`The table ${table} does not exist.`, { cause: error });
    }
  };

  const scan = (table: string, projection?: readonly string[]) =>
    readPages<Item>((from) =>
      client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ...from,
          ...(projection && {
            ProjectionExpression: projection.map((_, i) => `#key${i}`).join(", "),
            ExpressionAttributeNames: Object.fromEntries(projection.map((name, i) => [`#key${i}`, name])),
          }),
        }),
      ),
    );

  const keys = await readKeys(to);
  const [partitionKey = ""] = keys;
  if (!isDeepStrictEqual(await readKeys(from), keys))
    throw new DifferentKeys(`${from} is not a copy of ${to}: their keys differ.`);

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
