declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  /** Returns a server that does not listen yet, with tables in memory. Closing it also closes its database. */
  export default function dynalite(options?: DynaliteOptions): Server;
}

/** How dynalite stores tables and items, and under which keys. */
declare module "dynalite/db/index.js" {
  /** Attributes by their names, each with its type: `{ S: "E1" }`. */
  export type StoredItem = Readonly<Record<string, unknown>>;

  type KeySchema = readonly { AttributeName: string }[];
  type Index = { IndexName: string; KeySchema: KeySchema };

  /** A table's description. */
  export interface StoredTable {
    TableName: string;
    TableStatus: string;
    KeySchema: KeySchema;
    GlobalSecondaryIndexes?: readonly Index[];
    LocalSecondaryIndexes?: readonly Index[];
  }

  type Done = (error?: Error | null) => void;

  export interface Operation {
    type: "put" | "del";
    key: string;
    value?: unknown;
    /** With "utf8" the value is already JSON text. */
    valueEncoding?: "utf8";
  }

  /** The database of all tables and indexes. */
  export interface Database {
    put(key: string, value: unknown, done: Done): void;
    del(key: string, done: Done): void;
    batch(operations: readonly Operation[], done: Done): void;
  }

  const module: {
    /** Returns the size of an item in bytes. Each operation calls it by this name. */
    itemSize(item: import("./item-size.ts").Item): number;
    /** Called once by each server. */
    create(options: object): { db: Database };
    /** Returns the index entries of a new item. */
    getIndexActions(
      indexes: readonly Index[],
      before: undefined,
      item: StoredItem,
      table: StoredTable,
    ): { puts: { index: string; key: string; item: StoredItem }[] };
  };
  export default module;
}
