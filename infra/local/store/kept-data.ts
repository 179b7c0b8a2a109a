import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ClassicLevel } from "classic-level";
import { DataUnusable } from "./data-unusable.ts";
import { readFact, writeFact } from "./facts.ts";
import { openStore, type Store } from "./store.ts";

/** How far the folder has come: tables may be there already, or they are there with a roster. */
const PROGRESS = "progress";

/** All that a folder keeps: the store, and beside it the tables of DynamoDB. */
export interface KeptData {
  store: Store;
  /** Where DynamoDB keeps its tables; undefined where nothing outlives the process. */
  tablesFolder: string | undefined;
  /** Fills the tables; where that was interrupted the next start does it. */
  fill(work: () => Promise<void>): Promise<void>;
  /** Whether they have been filled. */
  isFilled(): boolean;
}

/** Opens what a folder keeps; without one all is forgotten at the end. Throws `DataUnusable`. */
export async function openKeptData(folder?: string): Promise<KeptData> {
  const store = openStore(folder);
  const readProgress = () => readFact(store, PROGRESS);
  const tablesFolder = folder === undefined ? undefined : join(resolve(folder), "dynamodb");
  try {
    if (tablesFolder !== undefined) await checkTables(tablesFolder, readProgress());
  } catch (error) {
    store.close();
    throw error;
  }
  if (readProgress() === undefined) writeFact(store, PROGRESS, "begun");
  return {
    store,
    tablesFolder,
    async fill(work) {
      writeFact(store, PROGRESS, "begun");
      await work();
      writeFact(store, PROGRESS, "filled");
    },
    isFilled: () => readProgress() === "filled",
  };
}

/** Whoever keeps only a half of the data would draw people again, or tell of draws again: both or none. */
async function checkTables(tablesFolder: string, progress: string | undefined): Promise<void> {
  const refuse = (reason: string, options?: ErrorOptions) =>
    new DataUnusable(
      resolve(tablesFolder, ".."),
      `${reason} Put a copy of the whole folder in its place, or choose another.`,
      options,
    );
  const isThere = existsSync(tablesFolder);
  if (progress === "filled" && !isThere) throw refuse("its folder dynamodb, with the tables, is missing.");
  if (progress === undefined && isThere)
    throw refuse("there are tables in its folder dynamodb, but lottery.sqlite is empty.");
  if (!isThere) return;
  // Dynalite itself ends the process, without a word that says which folder is at fault.
  const tables = new ClassicLevel(tablesFolder);
  try {
    await tables.open();
    await tables.close();
  } catch (error) {
    const { cause } = error instanceof Error ? error : {};
    const reason = cause instanceof Error ? cause.message : String(error);
    throw refuse(`its folder dynamodb cannot be read (${reason}).`, { cause: error });
  }
}
