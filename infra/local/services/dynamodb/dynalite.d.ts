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

/** The parsers of expressions. A validation calls `parse` by its name. */
declare module "dynalite/db/conditionParser.js" {
  /** What a parser reads of a request. It removes from `unused…` what the expression uses. */
  export interface ParserContext {
    attrNames?: Readonly<Record<string, string>>;
    /** Each is an object of its own, for example `{ N: "1" }`. */
    attrVals?: Readonly<Record<string, object>>;
    unusedAttrNames: Record<string, true>;
    unusedAttrVals: Record<string, true>;
    isReserved(name: string): boolean;
  }

  export interface Parser {
    /** Returns what the expression says, with the attributes' names and values, or a text that says what is wrong. */
    parse(text: string, options: { context: ParserContext }): object | string;
  }

  const module: Parser;
  export default module;
}

declare module "dynalite/db/updateParser.js" {
  const module: import("dynalite/db/conditionParser.js").Parser;
  export default module;
}

declare module "dynalite/db/projectionParser.js" {
  const module: import("dynalite/db/conditionParser.js").Parser;
  export default module;
}
