import { readFact, writeFact } from "./facts.ts";
import { openStore, type Store } from "./store.ts";

/** How far the folder has come: tables may be there already, or they are there with a roster. */
const PROGRESS = "progress";

/** Everything that a folder keeps. */
export interface KeptData {
  store: Store;
  /** Fills the tables; if that is interrupted, the next start does it. */
  fill(work: () => Promise<void>): Promise<void>;
  /** Whether they have been filled. */
  isFilled(): boolean;
}

/** Opens what a folder keeps; without one all is forgotten at the end. Throws `DataUnusable`. */
export function openKeptData(folder?: string): KeptData {
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
