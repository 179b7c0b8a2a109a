import { describe, expect, test } from "vitest";
import { attemptOf } from "../../support/draw-records.ts";
import { now, openLedger, seconds, winner } from "./open-ledger.ts";

describe("a step with a record from before a revision", () => {
  const revise = async () => {
    const db = await openLedger();
    const read = await db.openDecided();
    await db.ledger.pending.markClaimsFinal(read);
    await db.ledger.announcements.begin(read, now, 60);
    const announcing = await db.readDrawn(read.draw_no);
    const revising = {
      kind: "redraw" as const,
      requested_at: now.toISOString(),
      voided: ["E1"],
    };
    const lease = { id: "redraw", leaseExpiresAt: seconds + 1_800 };
    expect(await db.ledger.attempts.begin(announcing, { ...lease, revising })).toBe(true);
    const revision = {
      ...revising,
      revision_id: "redraw",
      revised_at: now.toISOString(),
      walked_from: 1,
      winners: [],
      lost: [],
      pages: [],
      receipt: "cd".repeat(32),
    };
    const result = { revision, winners: [winner], walked: 2 };
    const decided = await db.ledger.attempts.decideRevision(
      attemptOf(announcing, "redraw"),
      announcing,
      result,
      seconds,
    );
    expect(decided).toMatchObject({ walked: 2 });
    return { db, read, announcing };
  };

  test("does not mark the revision's wins as final", async () => {
    const { db, read } = await revise();
    await using _ = db;
    await db.ledger.pending.markClaimsFinal(read);
    expect(await db.readDrawn(1)).not.toHaveProperty("claims_final");
    await db.ledger.pending.markClaimsFinal(await db.readDrawn(1));
    expect(await db.readDrawn(1)).toMatchObject({ claims_final: true });
  });

  test("does not mark the revision as announced, and keeps the right to post until it gives it up", async () => {
    const { db, announcing } = await revise();
    await using _ = db;
    expect(await db.ledger.announcements.begin(announcing, now, 60)).toBeUndefined();
    expect(await db.ledger.announcements.mark(announcing, { at: now, messageTs: "1.5" })).toBeUndefined();
    const record = await db.readDrawn(1);
    expect(record).not.toHaveProperty("announced_at");
    expect(record).toMatchObject({ message_ts: "1.5" });
    await db.ledger.announcements.abandon(announcing);
    expect(await db.ledger.announcements.begin(announcing, now, 60)).toBeDefined();
    // After a first attempt the callback searches the channel for its message.
    expect(await db.readDrawn(1)).toMatchObject({ announcement_attempts: 2 });
  });

  test("does not remove the draw from the pending index", async () => {
    const { db, announcing } = await revise();
    await using _ = db;
    await db.ledger.mailing.mark(announcing, 0, now);
    const mailed = await db.readDrawn(1);
    await db.ledger.pending.markClaimsFinal(mailed);
    await db.ledger.announcements.mark(mailed, { at: now });
    const { mailed_at } = mailed;
    await db.ledger.pending.remove({
      ...announcing,
      claims_final: true,
      announced_at: now.toISOString(),
      mailed_at,
    });
    expect(await db.readDrawn(1)).toMatchObject({ pending: "yes", claims_final: true });
    const done = await db.ledger.mailing.mark(announcing, 1, now);
    if (done) await db.ledger.pending.remove(done);
    expect(await db.readDrawn(1)).not.toHaveProperty("pending");
  });
});
