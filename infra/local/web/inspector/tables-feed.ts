import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { TableDefinition } from "../../../../data/tables.ts";
import type { TableNames } from "../../services/dynamodb/create-tables.ts";
import { REGION } from "../../settings/arns.ts";
import { createListeners, type Feed } from "./feed.ts";
import { findWrites, readKey } from "./table-writes.ts";

/** The number of items of each table that are shown: those that changed last. */
const SHOWN = 200;
/** ms between reads of changed items. */
const INTERVAL = 60;
/** The limits of BatchGetItem and BatchWriteItem. */
const MOST_READ = 100;
const MOST_WRITTEN = 25;

/** The access key by which DynamoDB distinguishes the inspector's requests from the product's. */
export const INSPECTOR_ACCESS_KEY = "inspector";

type Key = Record<string, string | number>;
type Item = Record<string, unknown>;

interface Table {
  name: string;
  definition: TableDefinition;
  keys: readonly string[];
  /** The keys of all items. */
  all: Set<string>;
  /** The items that are shown. The item that changed last is at the end. */
  shown: Map<string, Item>;
  /** Items that were written and have not been read since. */
  changed: Map<string, { key: Key; isDelete: boolean }>;
}

const plain = z.record(z.string(), z.unknown());

/** Returns an item as JSON represents it: sets become lists. */
function toPlain(item: Item): Item {
  const text = JSON.stringify(item, (_key, value: unknown) => (value instanceof Set ? [...value] : value));
  return plain.parse(JSON.parse(text));
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Returns the latest time in an item, or an empty text, which sorts before all times. */
function findLatestTime(item: Item): string {
  const times = Object.values(item).filter(
    (value): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value),
  );
  return times.sort().at(-1) ?? "";
}

/** Creates the feed of the tables. After each write it reads the items again and sends them to the page. */
export function createTablesFeed({
  definitions,
  names,
  reportError,
}: {
  definitions: readonly TableDefinition[];
  names: TableNames;
  reportError: (error: unknown) => void;
}) {
  const { hasListeners, notify, subscribe } = createListeners<unknown>();
  const tables = definitions.map((definition): Table => {
    const { name, partitionKey, sortKey, variable } = definition;
    return {
      name: names[variable] ?? name,
      definition,
      keys: [partitionKey.name, ...(sortKey ? [sortKey.name] : [])],
      all: new Set(),
      shown: new Map(),
      changed: new Map(),
    };
  });
  let client: DynamoDBDocumentClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();

  const keyOf = ({ keys }: Table, item: Item): Key =>
    Object.fromEntries(keys.map((name) => [name, z.union([z.string(), z.number()]).parse(item[name])]));
  const nameOf = (key: Key) => JSON.stringify(Object.values(key));

  const keep = (table: Table, name: string, item: Item | undefined) => {
    table.shown.delete(name);
    if (item === undefined) {
      table.all.delete(name);
      return;
    }
    table.all.add(name);
    table.shown.set(name, item);
    const [oldest] = table.shown.keys();
    if (table.shown.size > SHOWN && oldest !== undefined) table.shown.delete(oldest);
  };

  /** Counts the oldest of many changes without reading them: only the newest items are shown. */
  const countOlder = (table: Table) => {
    for (const [name, { isDelete }] of table.changed) {
      if (table.changed.size <= SHOWN) return;
      table.changed.delete(name);
      table.shown.delete(name);
      if (isDelete) table.all.delete(name);
      else table.all.add(name);
    }
  };

  /** Reads the changed items in batches until none is left. */
  const readChanged = async (from: DynamoDBDocumentClient) => {
    for (const table of tables) {
      while (table.changed.size > 0) {
        const batch = new Map([...table.changed].slice(0, MOST_READ));
        for (const name of batch.keys()) table.changed.delete(name);
        const { Responses = {} } = await from.send(
          new BatchGetCommand({
            RequestItems: {
              [table.name]: { Keys: [...batch.values()].map(({ key }) => key), ConsistentRead: true },
            },
          }),
        );
        const found = new Map(
          (Responses[table.name] ?? []).map((item) => [nameOf(keyOf(table, item)), toPlain(item)]),
        );
        for (const name of batch.keys()) keep(table, name, found.get(name));
        notify({
          table: table.definition.variable,
          count: table.all.size,
          changed: [...batch.keys()].map((key) => ({ key, item: found.get(key) ?? null })),
        });
      }
    }
  };

  const scan = async function* (from: DynamoDBDocumentClient, table: Table) {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await from.send(
        new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      yield page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  };

  const schedule = () => {
    const from = client;
    if (!from || timer || !hasListeners() || tables.every(({ changed }) => changed.size === 0)) return;
    timer = setTimeout(() => {
      timer = undefined;
      reading = reading.then(() => readChanged(from)).catch(reportError);
    }, INTERVAL);
  };

  const feed: Feed = {
    name: "tables",
    read: () =>
      tables.map(({ name, definition, keys, all, shown }) => ({
        table: definition.variable,
        name,
        keys,
        count: all.size,
        items: [...shown].map(([key, item]) => ({ key, item })),
      })),
    subscribe(listener) {
      const stop = subscribe(listener);
      schedule();
      return stop;
    },
  };

  return {
    feed,

    /** Calls `fill`, then reads all tables. The order of a scan has no meaning, so the newest items by time are shown. */
    async open(endpoint: string, fill?: (() => Promise<void>) | undefined) {
      client = DynamoDBDocumentClient.from(
        new DynamoDBClient({
          endpoint,
          region: REGION,
          credentials: { accessKeyId: INSPECTOR_ACCESS_KEY, secretAccessKey: "local" },
        }),
      );
      await fill?.();
      for (const table of tables) {
        let newest: { key: string; time: string; item: Item }[] = [];
        for await (const items of scan(client, table)) {
          for (const item of items) {
            const key = nameOf(keyOf(table, item));
            table.all.add(key);
            newest.push({ key, time: findLatestTime(item), item });
          }
          newest = newest.sort((a, b) => compareTexts(a.time, b.time)).slice(-SHOWN);
        }
        for (const { key, item } of newest) keep(table, key, toPlain(item));
      }
    },

    /** Notes the writes of a request that DynamoDB has completed. */
    notice(operation: string, body: string) {
      if (!client) return;
      for (const { table: name, item, isDelete } of findWrites(operation, body)) {
        const table = tables.find((each) => each.name === name);
        if (!table) continue;
        const key = readKey(table.keys, item);
        table.changed.delete(nameOf(key));
        table.changed.set(nameOf(key), { key, isDelete });
        countOlder(table);
      }
      schedule();
    },

    /** Deletes all items of all tables. */
    async empty() {
      if (!client) return;
      for (const table of tables)
        for await (const items of scan(client, table))
          for (let at = 0; at < items.length; at += MOST_WRITTEN)
            await client.send(
              new BatchWriteCommand({
                RequestItems: {
                  [table.name]: items
                    .slice(at, at + MOST_WRITTEN)
                    .map((item) => ({ DeleteRequest: { Key: keyOf(table, item) } })),
                },
              }),
            );
    },

    async close() {
      clearTimeout(timer);
      await reading;
      client?.destroy();
      client = undefined;
    },
  };
}
