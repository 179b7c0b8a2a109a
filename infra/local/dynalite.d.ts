declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    /** A folder that keeps the tables; without it they are kept in memory. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  /** A server that is not listening yet. Closing it closes its database too. */
  export default function dynalite(options?: DynaliteOptions): Server;
}

/** How dynalite keeps tables and items, and under which keys. */
declare module "dynalite/db/index.js" {
  /** An attribute's name, and its value beside its type: `{ S: "E1" }`. */
  export type StoredItem = Readonly<Record<string, unknown>>;

  type KeySchema = readonly { AttributeName: string }[];

  /** A table's description. */
  export interface StoredTable {
    TableName: string;
    TableStatus: string;
    KeySchema: KeySchema;
    GlobalSecondaryIndexes?: readonly { IndexName: string; KeySchema: KeySchema }[];
  }

  /** The key of an item in its table. */
  export function createKey(item: StoredItem, table: StoredTable): string;
  /** The key of an item in an index. */
  export function createIndexKey(item: StoredItem, table: StoredTable, keySchema: KeySchema): string;
}
