import { expect, test } from "vitest";
import { openLedger } from "./open-ledger.ts";

test("all executions are listed, with what they have asked for", async () => {
  await using db = await openLedger();
  await db.open("draw-a", { requestedBy: "U0OPERATOR" });
  await db.open("draw-b");
  await db.ledger.stop("never-opened");
  const listed = await db.ledger.executions.list();
  expect(listed.map(({ entry, number, stopped }) => [entry, number, stopped]).sort()).toEqual([
    ["draw-a", 1, undefined],
    ["draw-b", 2, undefined],
    ["never-opened", undefined, true],
  ]);
  expect(listed.find(({ entry }) => entry === "draw-a")?.opening).toMatchObject({
    requested_by: "U0OPERATOR",
  });
});

test("the copy of the salts, and the person who asked, can be erased; the draw is still opened only once", async () => {
  await using db = await openLedger();
  const draw = await db.open("draw-a", { requestedBy: "U0OPERATOR" });
  await db.ledger.executions.erase("draw-a", { isRequester: false });
  const [first] = await db.ledger.executions.list();
  expect(first?.opening).toMatchObject({ salts: [], requested_by: "U0OPERATOR" });
  for (let i = 0; i < 2; i++) await db.ledger.executions.erase("draw-a", { isRequester: true });
  const [second] = await db.ledger.executions.list();
  expect(second?.opening).not.toHaveProperty("requested_by");
  expect(await db.open("draw-a")).toEqual(draw);
});

test("nothing is written for an execution that has asked for nothing", async () => {
  await using db = await openLedger();
  await db.ledger.stop("stopped");
  for (const id of ["stopped", "unknown"]) await db.ledger.executions.erase(id, { isRequester: true });
  expect(await db.ledger.executions.list()).toEqual([{ entry: "stopped", stopped: true }]);
});
