import { expect, test } from "vitest";
import { openData } from "../../../../../infra/local/services/store/data-folder.ts";
import { makeFolder } from "../../../../support/make-folder.ts";

test("is not filled before the filling has ended, also after an interruption", async () => {
  const folder = await makeFolder();
  const open = () => openData(folder);
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
  expect(openData().isFilled()).toBe(false);
});
