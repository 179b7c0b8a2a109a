import { z } from "zod";
import type { Store } from "../../infra/local/services/store/store.ts";

const TABLES = [
  "fact",
  "item",
  "execution",
  "event",
  "topic",
  "subscription",
  "publication",
  "delivery",
  "mail",
  "message",
];

const row = z.record(z.string(), z.unknown());

/** Returns every row of a store as JSON. */
export function readContent(store: Store): Record<string, string[]> {
  const read = (table: string) =>
    store
      .all(row, `SELECT * FROM ${table}`)
      .map((each) => JSON.stringify(each))
      .toSorted();
  return Object.fromEntries(TABLES.map((table) => [table, read(table)]));
}
