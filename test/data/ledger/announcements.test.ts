import { describe, expect, test } from "vitest";
import { now, openLedger } from "./open-ledger.ts";

describe("the right to announce", () => {
  const later = (by: number) => new Date(now.getTime() + by * 1_000);

  test("belongs to one run at a time, and expires", async () => {
    await using db = await openLedger();
    const draw = await db.openDecided();
    const runs = await Promise.all([1, 2, 3].map(() => db.ledger.announcements.begin(draw, now, 60)));
    expect(runs.filter(Boolean)).toHaveLength(1);
    expect(await db.ledger.announcements.begin(draw, later(60), 60)).toBeUndefined();
    expect(await db.ledger.announcements.begin(draw, later(61), 60)).toMatchObject({
      announcement_attempts: 2,
    });
    expect(await db.readById("draw-a")).toMatchObject({ announcement_attempts: 2 });
  });

  test("cannot be taken before the draw has ended", async () => {
    await using db = await openLedger();
    expect(await db.ledger.announcements.begin(await db.open(), now, 60)).toBeUndefined();
  });

  test("cannot be taken after the draw is announced", async () => {
    await using db = await openLedger();
    const draw = await db.openFailed();
    await db.ledger.announcements.begin(draw, now, 60);
    await db.ledger.announcements.mark(draw, { at: now, messageTs: "1.5" });
    expect(await db.ledger.announcements.begin(draw, later(600), 60)).toBeUndefined();
    const record = await db.readById("draw-a");
    expect(record).toMatchObject({ announced_at: now.toISOString(), message_ts: "1.5" });
    expect(record).not.toHaveProperty("announcing_until");
  });

  test("is given up by the run that has it", async () => {
    await using db = await openLedger();
    const draw = await db.openDecided();
    await db.ledger.announcements.begin(draw, now, 60);
    await db.ledger.announcements.abandon(await db.readById("draw-a"), "is_archived");
    expect(await db.readById("draw-a")).toMatchObject({ announcement_error: "is_archived" });
    expect(await db.ledger.announcements.begin(draw, now, 60)).toBeDefined();
  });

  test("is not given up by a run that has lost it to another run", async () => {
    await using db = await openLedger();
    const draw = await db.openDecided();
    await db.ledger.announcements.begin(draw, now, 60);
    const first = await db.readById("draw-a");
    await db.ledger.announcements.begin(draw, later(61), 60);
    await db.ledger.announcements.abandon(first);
    expect(await db.ledger.announcements.begin(draw, later(62), 60)).toBeUndefined();
  });
});
