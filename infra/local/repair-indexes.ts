import { ClassicLevel } from "classic-level";
import { createIndexKey, createKey, type StoredItem, type StoredTable } from "dynalite/db/index.js";
import { log } from "../../data/log.ts";

/** So many items are in memory at a time. */
const CHUNK = 1_000;

type Database = ClassicLevel<string, string>;

/**
 * Makes the indexes in dynalite's folder agree with their tables. Dynalite writes an item's places in the indexes, and
 * then the item, one after the other: killed in between, it leaves an item that no index finds, or an index with what
 * never came to stand in the table. The table is right: nobody was told that the write was done. Stopped anywhere, it
 * can be done again. Nobody else may have the folder open.
 */
export async function repairIndexes(folder: string): Promise<void> {
  const database: Database = new ClassicLevel(folder);
  await database.open();
  try {
    for await (const [key, text] of database.iterator(range("table~"))) {
      const table: StoredTable = JSON.parse(text);
      // Killed while it made the table: it has nothing in it, and is made anew.
      if (table.TableStatus === "CREATING") await database.del(key);
      for (const index of table.GlobalSecondaryIndexes ?? []) {
        const entries = await repairIndex(database, table, index);
        if (entries > 0) log("warn", "index-repaired", { index: index.IndexName, entries });
      }
    }
  } finally {
    await database.close();
  }
}

/** Answers how many entries were wrong. */
async function repairIndex(
  database: Database,
  table: StoredTable,
  { IndexName, KeySchema }: NonNullable<StoredTable["GlobalSecondaryIndexes"]>[number],
): Promise<number> {
  const items = `item-${table.TableName}~`;
  const entries = `index-global~${table.TableName}~${IndexName}~`;
  /** Where the item has its place in the index; one that lacks a key of the index has none. */
  const placeOf = (item: StoredItem) =>
    KeySchema.every(({ AttributeName }) => item[AttributeName])
      ? entries + createIndexKey(item, table, KeySchema)
      : undefined;
  let wrong = 0;

  for await (const chunk of readChunks(database, items)) {
    const placed = chunk.flatMap(([, text]) => {
      const key = placeOf(JSON.parse(text));
      return key === undefined ? [] : [{ key, text }];
    });
    const standing = await database.getMany(placed.map(({ key }) => key));
    const missing = placed.filter(({ text }, i) => standing[i] !== text);
    await database.batch(missing.map(({ key, text }) => ({ type: "put", key, value: text })));
    wrong += missing.length;
  }

  for await (const chunk of readChunks(database, entries)) {
    const owners = await database.getMany(
      chunk.map(([, text]) => items + createKey(JSON.parse(text), table)),
    );
    const stray = chunk.filter(([key], i) => {
      const owner = owners[i];
      return owner === undefined || placeOf(JSON.parse(owner)) !== key;
    });
    await database.batch(stray.map(([key]) => ({ type: "del", key })));
    wrong += stray.length;
  }
  return wrong;
}

async function* readChunks(database: Database, prefix: string): AsyncGenerator<[string, string][]> {
  const iterator = database.iterator(range(prefix));
  try {
    for (;;) {
      const chunk = await iterator.nextv(CHUNK);
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await iterator.close();
  }
}

/** Dynalite's own: what follows a prefix is hexadecimal, or a table's name. */
function range(prefix: string) {
  return { gte: prefix, lt: `${prefix}\x7f` };
}
