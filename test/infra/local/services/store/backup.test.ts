import { existsSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { backUp, serveBackups } from "../../../../../infra/local/services/store/backup.ts";
import { readFact, writeFact } from "../../../../../infra/local/services/store/facts.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import { makeFolder } from "../../../../support/make-folder.ts";

async function openServed(folder: string) {
  const store = openStore(folder);
  const served = await serveBackups(folder, store);
  const close = () => {
    served.close();
    store.close();
  };
  return { store, close };
}

/** Reads a fact in a new folder that contains only the copy. */
async function restore(copy: string, name: string) {
  const folder = await makeFolder();
  renameSync(copy, join(folder, "lottery.sqlite"));
  const store = openStore(folder);
  onTestFinished(() => store.close());
  return readFact(store, name);
}

test.for<[string, (folder: string) => string]>([
  ["in a folder", (folder) => folder],
  ["in a folder with a long path", (folder) => join(folder, "a".repeat(100))],
])("copies everything that is written so far while the store is in use, %s", async ([, choose]) => {
  const folder = choose(await makeFolder());
  const { store, close } = await openServed(folder);
  onTestFinished(close);
  writeFact(store, "colour", "blue");
  const copy = join(await makeFolder(), "copy.sqlite");
  await backUp(folder, copy);
  writeFact(store, "colour", "green");
  expect(await restore(copy, "colour")).toBe("blue");
});

test("copies a folder that no process uses, also after its process was killed", async () => {
  const folder = await makeFolder();
  const { store, close } = await openServed(folder);
  writeFact(store, "colour", "blue");
  close();
  writeFileSync(join(folder, "lottery.sock"), "");
  const copy = join(await makeFolder(), "copy.sqlite");
  await backUp(folder, copy);
  expect(await restore(copy, "colour")).toBe("blue");
});

test("says why a copy failed, and leaves no file that looks like one", async () => {
  const folder = await makeFolder();
  const elsewhere = await makeFolder();
  const copy = join(elsewhere, "copy.sqlite");
  await expect(backUp(elsewhere, copy)).rejects.toThrow(/^There is no lottery\.sqlite in /);
  expect(readdirSync(elsewhere)).toEqual([]);

  const { close } = await openServed(folder);
  onTestFinished(close);
  await expect(backUp(folder, join(elsewhere, "missing", "copy.sqlite"))).rejects.toThrow(
    /^The copy could not be made: /,
  );
  writeFileSync(copy, "something else");
  await expect(backUp(folder, copy)).rejects.toThrow(/exists already\. Name a new file\.$/);
  expect(existsSync(join(elsewhere, "missing"))).toBe(false);
});
