/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { UNSEALED } from "../../support/persons.ts";
import { readHistory } from "../../support/read-history.ts";
import { now, openLedger, seconds } from "./open-ledger.ts";

describe("opening", () => {
  test("stores the request, and what determines the order, before any employee is read", async () => {
    await using db = await openLedger();
    const opened = await db.open("draw-a", {
      prize: "AirPods",
      requestedBy: "U0OPERATOR",
      channelId: "C0LOTTERY",
    });
    expect(opened).toEqual({
      draw_no: 1,
      draw_id: "draw-a",
      attempt_id: "draw-a",
      status: "drawing",
      num_of_winners: 1,
      prize: "AirPods",
      requested_by: "U0OPERATOR",
      channel_id: "C0LOTTERY",
      requested_at: now.toISOString(),
      seed: "ab".repeat(32),
      ...UNSEALED,
      seals: [],
      roster_size: 10,
      eligible: 8,
      lease_expires_at: seconds + 1_800,
      claim_round: 0,
      candidates: new Set(),
      pending: "yes",
    });
    expect(await db.ledger.read(1)).toEqual(opened);
    expect(await db.readById("draw-a")).toEqual(opened);
  });

  test("twenty draws at once, some delivered twice, get one number each, and the numbers have no gap", async () => {
    await using db = await openLedger();
    const ids = Array.from({ length: 20 }, (_, i) => `draw-${i}`);
    const [first, second] = await Promise.all([
      Promise.all(ids.map((id) => db.open(id))),
      Promise.all(ids.slice(0, 5).map((id) => db.open(id))),
    ]);
    const numbers = first.map(({ draw_no }) => draw_no);
    expect(second.map(({ draw_no }) => draw_no)).toEqual(numbers.slice(0, 5));
    const records = await readHistory(db.ledger);
    expect(records.map(({ draw_no }) => draw_no)).toEqual(records.map((_, i) => records.length - i));
    // A second delivery that comes late reserves another number, which gets a failed record that says so.
    const used = records.filter((record) => record.status !== "failed" || record.error !== "NumberUnused");
    expect(used.map(({ draw_no }) => draw_no)).toEqual(numbers.toSorted((a, b) => b - a));
    expect(used.map(({ draw_id }) => draw_id).toSorted()).toEqual(ids.toSorted());
  });

  test("a second time returns the stored draw, with the seed of the first time", async () => {
    await using db = await openLedger();
    await db.openDecided("draw-a");
    const again = await db.open("draw-a", { seed: "cd".repeat(32), numOfWinners: 9 });
    expect(again).toMatchObject({
      draw_no: 1,
      status: "drawn",
      seed: "ab".repeat(32),
      num_of_winners: 1,
    });
    expect(await db.ledger.read(2)).toBeUndefined();
  });

  test("continues after a malformed record", async () => {
    await using db = await openLedger();
    await db.open("draw-a");
    await db.putRecord({ ledger: "draws", entry: "0000000002", draw_no: "two" });
    expect(await db.open("draw-c")).toMatchObject({ draw_no: 3 });
  });
});

describe("reading", () => {
  test("an unknown draw is a named error", async () => {
    await using db = await openLedger();
    await db.open("draw-a");
    await expect(db.ledger.readOwn(1, "draw-b")).rejects.toMatchObject({ name: "UnknownDraw" });
    await expect(db.ledger.readOwn(2, "draw-a")).rejects.toMatchObject({ name: "UnknownDraw" });
    expect(await db.ledger.read(2)).toBeUndefined();
  });

  test("a malformed record is a named error", async () => {
    await using db = await openLedger();
    await db.putRecord({ ledger: "draws", entry: "0000000001", draw_no: 1, status: "drawn" });
    await expect(db.ledger.read(1)).rejects.toMatchObject({ name: "InvalidItem" });
  });
});
