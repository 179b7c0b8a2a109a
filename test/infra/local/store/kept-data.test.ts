import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { expect, test } from "vitest";
import { openKeptData } from "../../../../infra/local/store/kept-data.ts";
import { makeFolder } from "../../../support/make-folder.ts";

/** A folder as it is after the first start. */
async function fillFolder() {
  const folder = await makeFolder();
  const kept = await openKeptData(folder);
  const tables = new ClassicLevel(join(folder, "dynamodb"));
  await kept.fill(async () => {
    await tables.open();
    await tables.close();
  });
  kept.store.close();
  return folder;
}

test("is not filled until that is done, whatever happened in between", async () => {
  const folder = await makeFolder();
  const open = () => openKeptData(folder);
  const first = await open();
  expect(first.isFilled()).toBe(false);
  first.store.close();

  await mkdir(join(folder, "dynamodb"));
  const second = await open();
  expect(second.isFilled()).toBe(false);
  await second.fill(() => Promise.resolve());
  second.store.close();

  // A reset that was interrupted.
  const third = await open();
  expect(third.isFilled()).toBe(true);
  await expect(third.fill(() => Promise.reject(new Error("It stops here.")))).rejects.toThrow();
  third.store.close();
  const fourth = await open();
  expect(fourth.isFilled()).toBe(false);
  fourth.store.close();
});

test("is never filled where there is no folder", async () => {
  const kept = await openKeptData();
  expect([kept.isFilled(), kept.tablesFolder]).toEqual([false, undefined]);
});

test.for<[string, (folder: string) => Promise<unknown>, RegExp]>([
  [
    "the tables are missing",
    (folder) => rm(join(folder, "dynamodb"), { recursive: true }),
    /the tables, is missing/,
  ],
  [
    "the store is missing",
    (folder) => rm(join(folder, "lottery.sqlite")),
    /there are tables in its folder dynamodb, but lottery\.sqlite is empty/,
  ],
  [
    "the tables are damaged",
    (folder) => writeFile(join(folder, "dynamodb", "CURRENT"), "x"),
    /its folder dynamodb cannot be read \(Corruption: /,
  ],
])("refuses a folder where %s, and says what to do", async ([, harm, reason]) => {
  const folder = await fillFolder();
  await harm(folder);
  for (const _ of ["at first", "again"]) {
    await expect(openKeptData(folder)).rejects.toThrow(reason);
    await expect(openKeptData(folder)).rejects.toThrow(
      /Put a copy of the whole folder in its place, or choose another\.$/,
    );
  }
});

test("says that another process has the tables open", async () => {
  const folder = await fillFolder();
  const tables = new ClassicLevel(join(folder, "dynamodb"));
  await tables.open();
  await expect(openKeptData(folder)).rejects.toThrow(/cannot be read \(IO error: lock /);
  await tables.close();
});
