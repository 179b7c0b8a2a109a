import { afterAll, expect, test } from "vitest";
import * as z from "zod";
import { LOCK_SECONDS } from "../../../data/ledger/import-lock.ts";
import { openLedger } from "./open-ledger.ts";

const at = new Date("2026-06-15T12:00:00Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

const db = await openLedger();
afterAll(() => db[Symbol.asyncDispose]());
const rosterImports = db.rosterLedger.imports;
const { lock, pages } = rosterImports;

const begin = (import_id: string, requested_by = "U0OPERATOR") =>
  rosterImports.begin({ import_id, requested_by, details: { source: "file" }, at });

test("only one import at a time holds the lock, until it gives it back or its lease ends", async () => {
  const taken = await Promise.all(["a", "b", "c"].map((id) => lock.acquire(id, at)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  const holder = ["a", "b", "c"][taken.indexOf(true)] ?? "";
  expect(await lock.findHolder(at)).toBe(holder);
  expect(await lock.acquire(holder, later(60)), "it may renew its lease").toBe(true);
  expect(await lock.acquire("d", later(60 + LOCK_SECONDS))).toBe(false);
  expect(await lock.acquire("d", later(61 + LOCK_SECONDS))).toBe(true);
  await lock.release(holder);
  expect(await lock.findHolder(later(62 + LOCK_SECONDS)), "an earlier holder cannot release it").toBe("d");
  await lock.release("d");
  expect(await lock.findHolder(at)).toBeUndefined();
});

test("an import begins once, and of two changes at a time one is made", async () => {
  const first = await begin("1");
  expect(await begin("1", "U0OTHER")).toEqual(first);
  const changes = await Promise.all(
    ["digest 1", "digest 2"].map((digest) => rosterImports.change(first, { status: "planned", digest })),
  );
  expect(changes.filter(Boolean)).toHaveLength(1);
  expect(await rosterImports.read("1")).toEqual(changes.find(Boolean));
});

test("an import that has ended cannot be changed, and none is applied that was not planned", async () => {
  const begun = await begin("2");
  expect(await rosterImports.change(begun, { status: "applying" })).toBeUndefined();
  const cancelled = await rosterImports.change(begun, { status: "cancelled" });
  if (!cancelled) throw new Error("It was not cancelled.");
  expect(await rosterImports.change(cancelled, { status: "planned" })).toBeUndefined();
  expect(await rosterImports.read("2")).toEqual(cancelled);
});

test("people are stored in pages that DynamoDB accepts, in their order, and can be written again", async () => {
  const person = z.object({ employee_id: z.string(), employee_name: z.string() });
  const people = Array.from({ length: 3_000 }, (_, i) => ({
    employee_id: `E${i}`,
    employee_name: `${"王".repeat(60)}${i}`,
  }));
  await pages.writeAll("3", "rows", people);
  const count = await pages.writeAll("3", "rows", people);
  expect(count).toBeGreaterThan(1);
  expect(await pages.readAll("3", "rows", count, person)).toEqual(people);
  expect(await pages.writeAll("3", "changes", [])).toBe(0);
});

test("a missing page is an error", async () => {
  await expect(pages.read("4", "rows", 1, z.unknown())).rejects.toMatchObject({ name: "InvalidItem" });
});

test("imports before a time are deleted with their people, others stay", async () => {
  await begin("5");
  await rosterImports.begin({ import_id: "6", requested_by: undefined, details: {}, at: later(10) });
  for (const id of ["5", "6"]) await pages.write(id, "rows", 1, [id]);
  await rosterImports.deleteBefore(later(10));
  expect(await rosterImports.read("5")).toBeUndefined();
  await expect(pages.read("5", "rows", 1, z.string())).rejects.toMatchObject({ name: "InvalidItem" });
  expect(await rosterImports.read("6")).toMatchObject({ status: "reading" });
  expect(await pages.read("6", "rows", 1, z.string())).toEqual(["6"]);
});
