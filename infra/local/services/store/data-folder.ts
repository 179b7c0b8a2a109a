import { readFact, writeFact } from "./facts.ts";
import { openStore, type Store } from "./store.ts";

/** The fact that says whether the tables are filled. */
const PROGRESS = "progress";

/** Everything that a folder stores. */
export interface Data {
  store: Store;
  /** Fills the tables. If this is interrupted, the next start repeats it. */
  fill(work: () => Promise<void>): Promise<void>;
  /** Whether the tables are filled. */
  isFilled(): boolean;
}

/** Opens the data in a folder, or in memory without one. Throws `DataUnusable`. */
export function openData(folder?: string): Data {
  const store = openStore(folder);
  return {
    store,
    async fill(work) {
      writeFact(store, PROGRESS, "begun");
      await work();
      writeFact(store, PROGRESS, "filled");
    },
    isFilled: () => readFact(store, PROGRESS) === "filled",
  };
}
