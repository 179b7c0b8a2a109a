import type { Server } from "node:http";
import { promisify } from "node:util";
import dynalite from "dynalite";
import database, {
  type Database,
  type Operation,
  type StoredItem,
  type StoredTable,
} from "dynalite/db/index.js";
import { createKeptItems } from "../store/kept-items.ts";
import type { Store } from "../store/store.ts";

/** Tables change at once. */
const QUICK = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

/** So many entries are loaded at a time. */
const CHUNK = 1_000;

/** Dynalite with its tables in memory alone. */
export function openMemoryTables(): Server {
  return dynalite(QUICK);
}

/**
 * Dynalite with the tables of a store. It reads from memory, and what it writes goes to the store first. The entries of
 * indexes are not stored: they follow from the items, and are computed again at each start.
 */
export async function openKeptTables(store: Store): Promise<Server> {
  const { server, tables } = openTables();
  const items = createKeptItems(store);
  await load(tables, items);
  const { put, del, batch } = tables;
  const keep = ({ type, key, value }: Operation) => {
    if (key.startsWith("index-")) return;
    if (type === "put") items.put(key, JSON.stringify(value));
    else items.remove(key);
  };
  Object.assign(tables, {
    put(key, value, done) {
      keep({ type: "put", key, value });
      put(key, value, done);
    },
    del(key, done) {
      keep({ type: "del", key });
      del(key, done);
    },
    batch(operations, done) {
      store.transaction(() => operations.forEach(keep));
      batch(operations, done);
    },
  } satisfies Database);
  return server;
}

/** Dynalite and the database that it creates for itself. */
function openTables(): { server: Server; tables: Database } {
  const { create } = database;
  let tables: Database | undefined;
  database.create = (options) => {
    const created = create(options);
    tables = created.db;
    return created;
  };
  try {
    const server = dynalite(QUICK);
    if (!tables) throw new Error("Dynalite has created no database.");
    return { server, tables };
  } finally {
    database.create = create;
  }
}

/** Puts everything from the store into memory, and completes what was interrupted. */
async function load(tables: Database, items: ReturnType<typeof createKeptItems>): Promise<void> {
  const write = promisify((operations: readonly Operation[], done: (error?: Error | null) => void) =>
    tables.batch(operations, done),
  );
  for (const { key, value } of items.list("table~")) {
    const table: StoredTable = JSON.parse(value);
    const entries = items.list(`item-${table.TableName}~`);
    // A table that was being created is empty, and one that was being deleted is to be.
    if (table.TableStatus === "CREATING" || table.TableStatus === "DELETING") {
      for (const each of [{ key }, ...entries]) items.remove(each.key);
      continue;
    }
    await write([{ type: "put", key, value: { ...table, TableStatus: "ACTIVE" } }]);
    for (let start = 0; start < entries.length; start += CHUNK)
      await write(entries.slice(start, start + CHUNK).flatMap((entry) => placeItem(table, entry)));
  }
}

/** An item's own entry and those in the indexes. */
function placeItem(table: StoredTable, { key, value }: { key: string; value: string }): Operation[] {
  const item: StoredItem = JSON.parse(value);
  const { TableName, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table;
  const placeIn = (type: "global" | "local", indexes: typeof GlobalSecondaryIndexes): Operation[] =>
    database
      .getIndexActions(indexes, undefined, item, table)
      .puts.map(({ index, key: place, item: entry }) => ({
        type: "put",
        key: `index-${type}~${TableName}~${index}~${place}`,
        value: entry,
      }));
  return [
    { type: "put", key, value, valueEncoding: "utf8" },
    ...placeIn("global", GlobalSecondaryIndexes),
    ...placeIn("local", LocalSecondaryIndexes),
  ];
}
