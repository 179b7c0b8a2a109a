import { z } from "zod";
import type { Store } from "../store/store.ts";

const row = z.object({ key: z.string(), value: z.string() });

/** DynamoDB's entries in the store. The values are JSON texts. */
export function createItemStore(store: Store) {
  return {
    /** Returns the entries whose keys begin with the prefix, in the order of their keys. */
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
