import type { Server } from "node:http";
import { promisify } from "node:util";
import dynalite from "dynalite";
import database, {
  type Database,
  type Operation,
  type StoredItem,
  type StoredTable,
} from "dynalite/db/index.js";
import type { Store } from "../store/store.ts";
import { createItemStore } from "./item-store.ts";

/** Table changes take effect at once. */
const NO_DELAYS = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

/** How many entries are loaded at a time. */
const CHUNK = 1_000;

/** Returns dynalite with tables in memory. */
export function openMemoryTables(): Server {
  return dynalite(NO_DELAYS);
}

/**
 * Returns dynalite with the tables of a store. It reads from memory, and writes to the store first. Index entries are not
 * stored: they are computed from the items at each start.
 */
export async function openStoredTables(store: Store): Promise<Server> {
  const { server, tables } = openTables();
  const items = createItemStore(store);
  await load(tables, items);
  const { put, del, batch } = tables;
  const write = ({ type, key, value }: Operation) => {
    if (key.startsWith("index-")) return;
    if (type === "put") items.put(key, JSON.stringify(value));
    else items.remove(key);
  };
  Object.assign(tables, {
    put(key, value, done) {
      write({ type: "put", key, value });
      put(key, value, done);
    },
    del(key, done) {
      write({ type: "del", key });
      del(key, done);
    },
    batch(operations, done) {
      store.transaction(() => operations.forEach(write));
      batch(operations, done);
    },
  } satisfies Database);
  return server;
}

/** Returns dynalite and its internal database. */
function openTables(): { server: Server; tables: Database } {
  const { create } = database;
  let tables: Database | undefined;
  database.create = (options) => {
    const created = create(options);
    tables = created.db;
    return created;
  };
  try {
    const server = dynalite(NO_DELAYS);
    if (!tables) throw new Error("Dynalite has created no database.");
    return { server, tables };
  } finally {
    database.create = create;
  }
}

/** Loads everything from the store into memory, and completes interrupted changes of tables. */
async function load(tables: Database, items: ReturnType<typeof createItemStore>): Promise<void> {
  const write = promisify((operations: readonly Operation[], done: (error?: Error | null) => void) =>
    tables.batch(operations, done),
  );
  for (const { key, value } of items.list("table~")) {
    const table: StoredTable = JSON.parse(value);
    const entries = items.list(`item-${table.TableName}~`);
    // A table that was being created is empty, and one that was being deleted must not exist.
    if (table.TableStatus === "CREATING" || table.TableStatus === "DELETING") {
      for (const each of [{ key }, ...entries]) items.remove(each.key);
      continue;
    }
    await write([{ type: "put", key, value: { ...table, TableStatus: "ACTIVE" } }]);
    for (let start = 0; start < entries.length; start += CHUNK)
      await write(entries.slice(start, start + CHUNK).flatMap((entry) => entriesOf(table, entry)));
  }
}

/** Returns an item's own entry and its index entries. */
function entriesOf(table: StoredTable, { key, value }: { key: string; value: string }): Operation[] {
  const item: StoredItem = JSON.parse(value);
  const { TableName, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table;
  const indexEntries = (type: "global" | "local", indexes: typeof GlobalSecondaryIndexes): Operation[] =>
    database
      .getIndexActions(indexes, undefined, item, table)
      .puts.map(({ index, key: position, item: entry }) => ({
        type: "put",
        key: `index-${type}~${TableName}~${index}~${position}`,
        value: entry,
      }));
  return [
    { type: "put", key, value, valueEncoding: "utf8" },
    ...indexEntries("global", GlobalSecondaryIndexes),
    ...indexEntries("local", LocalSecondaryIndexes),
  ];
}
