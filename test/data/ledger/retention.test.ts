import { expect, test } from "vitest";
import { openLedger } from "./open-ledger.ts";

test("the progress of the retention only moves forward", async () => {
  await using db = await openLedger();
  const { retention } = db.ledger;
  expect(await retention.readProgress()).toBe(0);
  for (const [drawNo, stored] of [
    [3, 3],
    [2, 3],
    [3, 3],
    [7, 7],
  ] as const) {
    await retention.advance(drawNo);
    expect(await retention.readProgress()).toBe(stored);
  }
});

test("a malformed progress is a named error", async () => {
  await using db = await openLedger();
  await db.putRecord({ ledger: "retention", entry: "names-erased", draw_no: "7" });
  await expect(db.ledger.retention.readProgress()).rejects.toMatchObject({ name: "InvalidItem" });
});
