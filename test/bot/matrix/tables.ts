import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import { scanTable } from "../../support/scan-table.ts";
import type { Tables } from "../../support/start-dynamodb.ts";

type Item = Readonly<Record<string, unknown>>;

/** All items of all tables, by table and key. */
export type Content = ReadonlyMap<string, Item>;

/** The attributes of the keys. */
const KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {
  employees: ["employee_id"],
  winners: ["employee_id"],
  draws: ["ledger", "entry"],
};

const names = Object.keys(KEYS).filter((name): name is keyof Tables => Object.hasOwn(KEYS, name));

/** The maximum number of items in a batch write. */
const BATCH = 25;

const keyOf = (table: keyof Tables, item: Item): Item =>
  Object.fromEntries(KEYS[table].map((name) => [name, item[name]]));

/** Reads all tables, and writes them as they were. */
export function openTables(client: DynamoDBDocumentClient, tables: Tables) {
  const read = async (): Promise<Content> => {
    const all = await Promise.all(names.map((name) => scanTable(client, tables[name])));
    return new Map(
      names.flatMap((name, i) =>
        (all[i] ?? []).map((item): [string, Item] => [JSON.stringify([name, keyOf(name, item)]), item]),
      ),
    );
  };

  const tableOf = (key: string): keyof Tables =>
    names.find((name) => key.startsWith(`["${name}"`)) ?? "draws";

  return {
    read,
    /** Makes the tables what they were. `now` is what they contain. */
    async restore(wanted: Content, now: Content): Promise<void> {
      const puts = [...wanted].filter(([key, item]) => JSON.stringify(now.get(key)) !== JSON.stringify(item));
      const deletes = [...now].filter(([key]) => !wanted.has(key));
      const requests = [
        ...puts.map(([key, Item]) => [tableOf(key), { PutRequest: { Item } }] as const),
        ...deletes.map(([key, item]) => {
          const table = tableOf(key);
          return [table, { DeleteRequest: { Key: keyOf(table, item) } }] as const;
        }),
      ];
      for (let start = 0; start < requests.length; start += BATCH) {
        const RequestItems: NonNullable<BatchWriteCommandInput["RequestItems"]> = {};
        for (const [table, request] of requests.slice(start, start + BATCH))
          RequestItems[tables[table]] = [...(RequestItems[tables[table]] ?? []), request];
        await client.send(new BatchWriteCommand({ RequestItems }));
      }
    },
  };
}

/** Ids that the product invents. */
const INVENTED = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/g;

const described = new WeakMap<Content, string[]>();

/** The content without ids that differ in each run, and without what entries of the log say was before a change. */
export function describeContent(content: Content): string[] {
  const known = described.get(content);
  if (known) return known;
  const lines = [...content.values()].map((item) => {
    const { before, after, ...entry } = item;
    const isLog = String(item["ledger"]).startsWith("log");
    const text = JSON.stringify(isLog ? entry : item, (_, value) =>
      value instanceof Set ? [...value].sort() : value,
    );
    return text.replaceAll(INVENTED, "id");
  });
  described.set(content, lines.sort());
  return lines;
}
