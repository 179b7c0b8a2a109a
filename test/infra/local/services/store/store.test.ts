import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { jsonOf } from "../../../../../data/runtime/json-of.ts";
import { readFact, writeFact } from "../../../../../infra/local/services/store/facts.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import { makeFolder } from "../../../../support/make-folder.ts";
import { recordLog } from "../../../../support/record-log.ts";

test("has after a restart everything that was written before", async () => {
  const folder = join(await makeFolder(), "made", "by", "it");
  const store = openStore(folder);
  writeFact(store, "colour", "blue");
  writeFact(store, "colour", "green");
  store.close();
  const again = openStore(folder);
  expect(readFact(again, "colour")).toBe("green");
  expect(readFact(again, "shape")).toBeUndefined();
  again.close();
});

/** The files of a folder while its store is open, after some starts with one change each. */
async function copyOpenFolder(starts: number) {
  const [folder, copy] = [await makeFolder(), await makeFolder()];
  for (let n = 1; n < starts; n++) {
    const store = openStore(folder);
    writeFact(store, "colour", `blue ${n}`);
    store.close();
  }
  const store = openStore(folder);
  onTestFinished(() => store.close());
  writeFact(store, "colour", "green");
  await store.committed();
  await cp(folder, copy, { recursive: true });
  return copy;
}

test.for<[string, number, (folder: string) => Promise<unknown>, RegExp]>([
  ["the database", 2, (folder) => rm(join(folder, "lottery.sqlite")), /is missing or empty/],
  ["all that was ever written", 1, (folder) => rm(join(folder, "lottery.sqlite-wal")), /is missing or empty/],
  [
    "the newest changes",
    2,
    (folder) => rm(join(folder, "lottery.sqlite-wal")),
    /the newest changes are missing/,
  ],
])("refuses a folder without %s, and says what to do", async ([, starts, lose, reason]) => {
  const folder = await copyOpenFolder(starts);
  await lose(folder);
  for (const _ of ["at first", "again"]) {
    expect(() => openStore(folder)).toThrow(reason);
    expect(() => openStore(folder)).toThrow(/Restore a backup, or choose another folder\.$/);
  }
});

test("accepts data without a number of commits, such as a backup, and logs that", async () => {
  const folder = await copyOpenFolder(1);
  await rm(join(folder, "lottery.commits"));
  using log = recordLog();
  const store = openStore(folder);
  expect(readFact(store, "colour")).toBe("green");
  store.close();
  openStore(folder).close();
  expect(log.events("data-restored")).toHaveLength(1);
});

test("stores nothing permanently without a folder", () => {
  const store = openStore();
  writeFact(store, "colour", "blue");
  expect(readFact(store, "colour")).toBe("blue");
  expect(readFact(openStore(), "colour")).toBeUndefined();
});

test("stores all of a transaction or nothing, also of a nested one", () => {
  const store = openStore();
  const fail = () =>
    store.transaction(() => {
      writeFact(store, "outer", "1");
      store.transaction(() => writeFact(store, "inner", "1"));
      throw new Error("It stops here.");
    });
  expect(fail).toThrow("It stops here.");
  expect([readFact(store, "outer"), readFact(store, "inner")]).toEqual([undefined, undefined]);
  expect(store.transaction(() => "done")).toBe("done");
});

test("names a folder that another process uses", async () => {
  const folder = await makeFolder();
  const store = openStore(folder);
  onTestFinished(() => store.close());
  expect(() => openStore(folder)).toThrow(
    expect.objectContaining({
      name: "DataUnusable",
      message: `The data in ${folder} cannot be used: another process uses them. Stop that one, or choose another folder.`,
    }),
  );
});

test.for<[string, (file: string) => unknown, RegExp]>([
  ["damaged", (file) => writeFile(file, "no database at all, but long enough"), /lottery\.sqlite is damaged/],
  ["another program's", (file) => change(file, "CREATE TABLE other (a)"), /belongs to another program/],
  [
    "a later version's",
    (file) => {
      openStore(join(file, "..")).close();
      return change(file, "PRAGMA user_version = 99");
    },
    /format 99, and this program reads format 4\. Use the version of Lottery that wrote them/,
  ],
])("refuses a file that is %s, and does not change it", async ([, prepare, reason]) => {
  const folder = await makeFolder();
  await prepare(join(folder, "lottery.sqlite"));
  for (const _ of ["at first", "again"]) {
    expect(() => openStore(folder)).toThrow(reason);
    expect(() => openStore(folder)).toThrow(expect.objectContaining({ name: "DataUnusable" }));
  }
});

test("refuses a folder that cannot be created", async () => {
  const file = join(await makeFolder(), "file");
  await writeFile(file, "");
  expect(() => openStore(file)).toThrow(/Choose a folder that can be written to/);
});

test("returns no malformed rows", () => {
  const store = openStore();
  writeFact(store, "list", "[1, 2");
  const list = z.object({ value: jsonOf(z.array(z.int())) });
  const read = () => store.all(list, "SELECT value FROM fact");
  expect(read).toThrow(expect.objectContaining({ name: "DataUnusable" }));
  writeFact(store, "list", "[1, 2]");
  expect(read()).toEqual([{ value: [1, 2] }]);
});

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
