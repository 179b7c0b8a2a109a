import { z } from "zod";
import type { Store } from "./store.ts";

const row = z.object({ key: z.string(), value: z.string() });

/** The entries of DynamoDB in the store, by their keys; the values are JSON texts. */
export function createKeptItems(store: Store) {
  return {
    /** In the order of the keys, those that begin with the prefix. */
    list: (prefix: string) =>
      store.all(
        row,
        "SELECT key, value FROM item WHERE key >= ? AND key < ? ORDER BY key",
        prefix,
        `${prefix}\u{10ffff}`,
      ),
    put(key: string, value: string) {
      store.run(
        "INSERT INTO item (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value,
      );
    },
    remove(key: string) {
      store.run("DELETE FROM item WHERE key = ?", key);
    },
  };
}
