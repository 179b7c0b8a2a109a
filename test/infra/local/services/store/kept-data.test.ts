import { expect, test } from "vitest";
import { openKeptData } from "../../../../../infra/local/services/store/kept-data.ts";
import { makeFolder } from "../../../../support/make-folder.ts";

test("is not filled until that is done, whatever happened in between", async () => {
  const folder = await makeFolder();
  const open = () => openKeptData(folder);
  const first = open();
  expect(first.isFilled()).toBe(false);
  await first.fill(() => Promise.resolve());
  first.store.close();

  const second = open();
  expect(second.isFilled()).toBe(true);
  await expect(second.fill(() => Promise.reject(new Error("It stops here.")))).rejects.toThrow();
  second.store.close();
  const third = open();
  expect(third.isFilled()).toBe(false);
  third.store.close();
});

test("is never filled without a folder", () => {
  expect(openKeptData().isFilled()).toBe(false);
});
