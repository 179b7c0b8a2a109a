import { describe, expect, test } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { recordLog } from "../../support/record-log.ts";
import { now, openLedger } from "./open-ledger.ts";

describe("a draw is in the pending index", () => {
  const listNumbers = async ({ ledger, catchUp }: Awaited<ReturnType<typeof openLedger>>) => {
    await catchUp();
    return (await ledger.pending.list(10)).map(({ draw_no }) => draw_no);
  };

  /** Removes the draw from the index with the record that the last step returned. */
  const remove = async (
    { ledger }: Awaited<ReturnType<typeof openLedger>>,
    done: Promise<DrawRecord | undefined>,
  ) => {
    const record = await done;
    if (!record) throw new Error("The step changed nothing.");
    await ledger.pending.remove(record);
  };

  test("while it is under way", async () => {
    await using db = await openLedger();
    await remove(db, db.open());
    expect(await listNumbers(db)).toEqual([1]);
  });

  test.for([
    ["final", "announced", "mailed"],
    ["final", "mailed", "announced"],
    ["announced", "final", "mailed"],
    ["announced", "mailed", "final"],
    ["mailed", "final", "announced"],
    ["mailed", "announced", "final"],
  ] as const)("until its wins are final and it is announced and mailed: %o", async (order) => {
    await using db = await openLedger();
    const draw = await db.openDecided();
    const steps = {
      final: () => db.ledger.pending.markClaimsFinal(draw),
      announced: () => db.ledger.announcements.mark(draw, { at: now }),
      mailed: () => db.ledger.mailing.mark(draw, 0, now),
    };
    for (const step of order) {
      expect(await listNumbers(db)).toEqual([1]);
      await remove(db, steps[step]());
    }
    expect(await listNumbers(db)).toEqual([]);
  });

  test("until its claims are released and its failure is reported", async () => {
    await using db = await openLedger();
    const draw = await db.openFailed();
    await remove(db, db.ledger.announcements.mark(draw, { at: now }));
    expect(await listNumbers(db)).toEqual([1]);
    await remove(db, db.ledger.pending.markClaimsReleased(draw));
    expect(await listNumbers(db)).toEqual([]);
  });

  test("and the index lists the oldest draws first, up to a limit", async () => {
    await using db = await openLedger();
    for (let i = 0; i < 12; i++) await db.open(`draw-${i}`);
    await db.catchUp();
    expect((await db.ledger.pending.list(3)).map(({ draw_no }) => draw_no)).toEqual([1, 2, 3]);
  });

  test("also next to a malformed record, which is logged", async () => {
    using log = recordLog();
    await using db = await openLedger();
    await db.open("draw-a");
    await db.putRecord({ ledger: "draws", entry: "0000000002", pending: "yes", prize: "a secret" });
    await db.open("draw-c");
    expect(await listNumbers(db)).toEqual([1, 3]);
    expect(log.events("ledger-record-malformed")).toMatchObject([{ entry: "0000000002" }]);
    expect(log.text()).not.toContain("a secret");
  });

  test("and its claims are listed, however many earlier draws only wait for an announcement or a mail", async () => {
    await using db = await openLedger();
    for (let i = 0; i < 4; i++) {
      const draw = await db.openDecided(`draw-${i}`);
      await db.ledger.pending.markClaimsFinal(draw);
      if (i > 1) await db.ledger.announcements.mark(draw, { at: now });
    }
    await db.open("draw-dead");
    await db.catchUp();
    expect((await db.ledger.pending.listClaims(2)).map(({ draw_no }) => draw_no)).toEqual([5]);
  });
});

test("no more pending draws are listed than were asked for, the oldest first", async () => {
  await using db = await openLedger();
  for (const id of ["draw-a", "draw-b", "draw-c"]) await db.open(id);
  await db.catchUp();
  for (const listed of [await db.ledger.pending.list(2), await db.ledger.pending.listClaims(2)])
    expect(listed.map(({ draw_no }) => draw_no)).toEqual([1, 2]);
});
