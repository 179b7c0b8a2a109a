import { z } from "zod";
import type { Store } from "./store.ts";

const row = z.object({ value: z.string() });

/** Returns the value that is stored under a name. */
export function readFact(store: Store, name: string): string | undefined {
  return store.all(row, "SELECT value FROM fact WHERE name = ?", name)[0]?.value;
}

/** Stores a value under a name, and replaces the previous one. */
export function writeFact(store: Store, name: string, value: string): void {
  store.run(
    "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    name,
    value,
  );
}
