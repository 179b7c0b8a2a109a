import { describe, expect, test } from "vitest";
import { attemptOf } from "../../support/draw-records.ts";
import { decision, failure, now, openLedger, seconds, winner } from "./open-ledger.ts";

describe("the decision", () => {
  test("is made once", async () => {
    await using db = await openLedger();
    const draw = await db.open();
    const others = { ...winner, employee_id: "E2" };
    const decisions = await Promise.all([
      db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds),
      db.ledger.attempts.decideDraw(attemptOf(draw), decision({ winners: [others] }), seconds),
    ]);
    expect(decisions.filter(Boolean)).toHaveLength(1);
    const record = await db.readById("draw-a");
    expect(record).toMatchObject({ status: "drawn", winners: [decisions[0] ? winner : others] });
  });

  test("and a failure exclude each other, also at the same time", async () => {
    await using db = await openLedger();
    for (let i = 0; i < 10; i++) {
      const draw = await db.open(`draw-${i}`);
      const both = [
        () => db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds),
        () => db.ledger.attempts.failDraw(attemptOf(draw), failure, now),
      ];
      const order = i % 2 === 0 ? both : both.toReversed();
      const decisions = await Promise.all(order.map((write) => write()));
      expect(decisions.filter(Boolean)).toHaveLength(1);
      const decided = decisions[i % 2 === 0 ? 0 : 1];
      expect((await db.readById(`draw-${i}`)).status).toBe(decided ? "drawn" : "failed");
    }
  });

  test("is not made after the draw has released its claims", async () => {
    await using db = await openLedger();
    const draw = await db.open();
    expect(await db.ledger.attempts.endRound(attemptOf(draw))).toBe(true);
    expect(await db.ledger.attempts.endRound(attemptOf(draw))).toBe(false);
    expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds)).toBeUndefined();
    const next = await db.readById("draw-a");
    expect(next.claim_round).toBe(1);
    expect(await db.ledger.attempts.decideDraw(attemptOf(next), decision(), seconds)).toMatchObject({
      status: "drawn",
    });
  });

  test("is not made if the lease ends too soon", async () => {
    await using db = await openLedger();
    const draw = await db.open();
    expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds + 1_800)).toBeUndefined();
    expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds + 1_799.5)).toMatchObject(
      {
        status: "drawn",
      },
    );
  });

  test("keeps the candidates, and accepts no further ones", async () => {
    await using db = await openLedger();
    const draw = await db.open();
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E1", "E2"])).toBe(true);
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E2", "E3"])).toBe(true);
    await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds);
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E4"])).toBe(false);
    expect((await db.readById("draw-a")).candidates).toEqual(new Set(["E1", "E2", "E3"]));
  });
});

describe("a failure", () => {
  test("is stored once, with the first error", async () => {
    await using db = await openLedger();
    const draw = await db.open();
    expect(await db.ledger.attempts.failDraw(attemptOf(draw), failure, now)).toMatchObject({
      status: "failed",
    });
    expect(
      await db.ledger.attempts.failDraw(attemptOf(draw), { ...failure, error: "Abandoned" }, now),
    ).toBeUndefined();
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E1"])).toBe(false);
    expect(await db.ledger.attempts.endRound(attemptOf(draw))).toBe(false);
    expect(await db.readById("draw-a")).toMatchObject({
      status: "failed",
      error: "States.Timeout",
      cause: "It took too long.",
      error_facts: { eligible: 3 },
      failed_at: now.toISOString(),
    });
  });

  test("has a cause of limited length", async () => {
    await using db = await openLedger();
    const draw = await db.open();
    await db.ledger.attempts.failDraw(attemptOf(draw), { ...failure, cause: "x".repeat(50_000) }, now);
    expect(await db.readById("draw-a")).toMatchObject({ cause: "x".repeat(1_000) });
  });
});
