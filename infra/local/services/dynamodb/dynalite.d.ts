declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  /** A server that is not listening yet, with tables in memory. Closing it closes its database too. */
  export default function dynalite(options?: DynaliteOptions): Server;
}

/** How dynalite stores tables and items, and under which keys. */
declare module "dynalite/db/index.js" {
  /** An attribute's name, and its value beside its type: `{ S: "E1" }`. */
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
    /** The value is JSON text already where it is "utf8". */
    valueEncoding?: "utf8";
  }

  /** What all tables and indexes are stored in. */
  export interface Database {
    put(key: string, value: unknown, done: Done): void;
    del(key: string, done: Done): void;
    batch(operations: readonly Operation[], done: Done): void;
  }

  const module: {
    /** The bytes of an item. Each operation calls it by this name. */
    itemSize(item: import("./item-size.ts").Item): number;
    /** Called once by each server. */
    create(options: object): { db: Database };
    /** What becomes of the entries in indexes when an item is written for the first time. */
    getIndexActions(
      indexes: readonly Index[],
      before: undefined,
      item: StoredItem,
      table: StoredTable,
    ): { puts: { index: string; key: string; item: StoredItem }[] };
  };
  export default module;
}
