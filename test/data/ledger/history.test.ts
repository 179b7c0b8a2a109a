import { describe, expect, test } from "vitest";
import type { HistoryEntry } from "../../../data/ledger/history.ts";
import { countRequests } from "../../support/count-requests.ts";
import { recordLog } from "../../support/record-log.ts";
import { openLedger } from "./open-ledger.ts";

describe("the history", () => {
  const numbers = ({ entries }: { entries: HistoryEntry[] }) => entries.map(({ drawNo }) => drawNo);

  test("is empty before the first draw", async () => {
    await using db = await openLedger();
    expect(await db.ledger.history(10)).toEqual({ entries: [], more: false });
  });

  test("lists draws from the newest to the oldest, page by page", async () => {
    await using db = await openLedger();
    for (let i = 1; i <= 12; i++) await db.open(`draw-${i}`);
    const first = await db.ledger.history(5);
    expect([numbers(first), first.more]).toEqual([[12, 11, 10, 9, 8], true]);
    const second = await db.ledger.history(5, 8);
    expect([numbers(second), second.more]).toEqual([[7, 6, 5, 4, 3], true]);
    const third = await db.ledger.history(5, 3);
    expect([numbers(third), third.more]).toEqual([[2, 1], false]);
  });

  test("costs one request, however many draws there are", async () => {
    await using db = await openLedger();
    for (let i = 1; i <= 12; i++) await db.open(`draw-${i}`);
    expect(await countRequests(db.client, () => db.ledger.history(10))).toBe(1);
  });

  test("ends after draw 1", async () => {
    await using db = await openLedger();
    for (let i = 1; i <= 5; i++) await db.open(`draw-${i}`);
    expect(await db.ledger.history(5)).toMatchObject({ more: false });
    expect(await db.ledger.history(5, 1)).toEqual({ entries: [], more: false });
  });

  test("contains failed draws", async () => {
    await using db = await openLedger();
    await db.openDecided("draw-a");
    await db.openFailed("draw-b");
    await db.open("draw-c");
    const { entries } = await db.ledger.history(10);
    expect(entries.map(({ draw }) => draw?.status)).toEqual(["drawing", "failed", "drawn"]);
  });

  test("names a malformed record, and continues with older ones", async () => {
    using log = recordLog();
    await using db = await openLedger();
    await db.open("draw-a");
    await db.putRecord({ ledger: "draws", entry: "0000000002", draw_no: 2, draw_id: "draw-b" });
    await db.open("draw-c");
    await db.putRecord({ ledger: "draws", entry: "stray", draw_no: "?" });
    const { entries } = await db.ledger.history(10);
    expect(entries.map(({ drawNo, draw }) => [drawNo, draw?.draw_id])).toEqual([
      [3, "draw-c"],
      [2, undefined],
      [1, "draw-a"],
    ]);
    expect(log.events("ledger-record-malformed")).toMatchObject([{ entry: "0000000002" }]);
    await expect(db.ledger.read(2)).rejects.toMatchObject({ name: "InvalidItem" });
  });

  test("refuses a record with the number of another", async () => {
    using log = recordLog();
    await using db = await openLedger();
    const { draw_no: _, ...record } = await db.open("draw-a");
    const impostor = { ...record, candidates: undefined, ledger: "draws", entry: "0000000002", draw_no: 1 };
    await db.putRecord(impostor);
    await expect(db.ledger.read(2)).rejects.toMatchObject({ name: "InvalidItem" });
    expect((await db.ledger.pending.list(10)).map(({ draw_id }) => draw_id)).toEqual(["draw-a"]);
    expect(log.events("ledger-record-malformed")).toHaveLength(1);
  });
});
