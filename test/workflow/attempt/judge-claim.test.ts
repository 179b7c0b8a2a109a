/** @module-tag slow */
import { describe, expect, test } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import type { WinScope } from "../../../data/people/claim.ts";
import { createJudgeClaim } from "../../../workflow/attempt/judge-claim.ts";
import { LEASE_SECONDS } from "../../../workflow/attempt/leases.ts";
import { drawingRecord, drawnRecord, failedRecord, winnerAt } from "../../support/draw-records.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";

async function start() {
  const lottery = await startLottery();
  const { ledger, recovery, clock } = lottery;
  return {
    ...lottery,
    judge: createJudgeClaim({
      ledger,
      claims: lottery.claims,
      recovery,
      scope: { campaignNo: 1, again: false },
      now: clock.now,
    }),
  };
}

const claimOf = (draw_id: string, employee_id = "E0001") => ({
  employee_id,
  draw_id,
  draw_no: 1,
  claim_expires_at: Date.parse("2026-06-15T12:30:00Z") / 1_000,
});

test("a person who is not in the table is free", async () => {
  await using lottery = await start();
  expect(await lottery.judge(undefined, "mine")).toEqual({ status: "free" });
});

test("a person whom the draw itself holds is free for it", async () => {
  await using lottery = await start();
  expect(await lottery.judge(claimOf("mine"), "mine")).toEqual({ status: "free" });
});

test("a person with a void win is free for every other draw", async () => {
  await using lottery = await start();
  const claim = { employee_id: "E0001", draw_id: "draw", draw_no: 1, void: true as const };
  expect(await lottery.judge(claim, "mine")).toEqual({ status: "free" });
  expect(await lottery.judge(claim, "draw")).toMatchObject({ status: "won" });
});

test("a person with a win, also from before the ledger, has won", async () => {
  await using lottery = await start();
  expect(await lottery.judge({ employee_id: "E0001" }, "mine")).toMatchObject({
    status: "won",
  });
  expect(await lottery.judge({ employee_id: "E0001", draw_id: "draw", draw_no: 7 }, "mine")).toEqual({
    status: "won",
    drawNo: 7,
  });
});

test("a person whom a draw under way holds is held", async () => {
  await using lottery = await start();
  await lottery.open(2, "draw");
  expect(await lottery.judge(claimOf("draw"), "mine")).toEqual({ status: "held", drawNo: 1 });
});

test("a person with a claim of a draw that failed, or was decided for others, is free", async () => {
  await using lottery = await start();
  await lottery.open(2, "failed");
  await lottery.endFailedDraw("failed", "Aborted");
  expect(await lottery.judge(claimOf("failed"), "mine")).toEqual({
    status: "free",
    replaced: claimOf("failed"),
  });

  await lottery.draw(2, {}, "decided");
  const { winners } = await lottery.readDrawn(2);
  const [winner] = winners.map(({ employee_id }) => ({ ...claimOf("decided", employee_id), draw_no: 2 }));
  expect(await lottery.judge(winner, "mine")).toMatchObject({ status: "won" });
  const other = { ...claimOf("decided", "E9999"), draw_no: 2 };
  expect(await lottery.judge(other, "mine")).toEqual({ status: "free", replaced: other });
});

test("a claim without a record counts until its lease expires", async () => {
  await using lottery = await start();
  expect(await lottery.judge(claimOf("stranger"), "mine")).toMatchObject({ status: "held" });
  lottery.advance(LEASE_SECONDS);
  expect(await lottery.judge(claimOf("stranger"), "mine")).toEqual({
    status: "free",
    replaced: claimOf("stranger"),
  });
});

test("a person whom a revision holds is held, also if its draw was read before the revision began", async () => {
  await using lottery = await start();
  await lottery.draw(2, {}, "draw");
  expect(await lottery.judge(claimOf("draw", "E9998"), "mine")).toMatchObject({ status: "free" });
  const draw = await lottery.readDrawn(1);
  const begun = await lottery.ledger.attempts.begin(draw, {
    id: "revision",
    leaseExpiresAt: draw.lease_expires_at,
    revising: {
      kind: "redraw",
      requested_at: draw.requested_at,
      voided: [draw.winners[0]?.employee_id ?? ""],
    },
  });
  expect(begun).toBe(true);
  expect(await lottery.judge(claimOf("revision", "E9999"), "mine")).toMatchObject({ status: "held" });
});

describe("a win that is not final yet", () => {
  const claimOfDecided = async (lottery: Lottery) => {
    const { body } = await lottery.openSelected(2, "decided");
    await lottery.validateWinners(body);
    const { winners } = await lottery.readDrawn(1);
    const ids = winners.map(({ employee_id }) => employee_id);
    return Promise.all(ids.map((id) => lottery.claims.readOne(id)));
  };
  const judgeIn = (lottery: Lottery, scope: WinScope, recovery = lottery.recovery) =>
    createJudgeClaim({ ...lottery, recovery, scope, now: lottery.clock.now });

  test("counts in its own campaign", async () => {
    await using lottery = await startLottery();
    const [item] = await claimOfDecided(lottery);
    const judge = judgeIn(lottery, { campaignNo: 1, again: false });
    expect(await judge(item, "mine")).toEqual({ status: "won", drawNo: 1 });
  });

  test.each([
    ["of the next campaign", { campaignNo: 2, again: false }],
    ["that earlier winners may win", { campaignNo: 1, again: true }],
  ])("becomes final, once for all its winners, before a draw %s may claim the person", async (_, scope) => {
    await using lottery = await startLottery();
    const items = await claimOfDecided(lottery);
    let runs = 0;
    const finalizeClaims = (record: DrawRecord) => {
      runs++;
      return lottery.recovery.finalizeClaims(record);
    };
    const judge = judgeIn(lottery, scope, { ...lottery.recovery, finalizeClaims });
    const statuses = await Promise.all(items.map((item) => judge(item, "mine")));
    for (const status of statuses)
      expect(status).toMatchObject({
        status: "free",
        replaced: { draw_id: "decided", won_at: expect.any(String) },
      });
    expect(runs).toBe(1);
    expect(await lottery.readDrawn(1)).toMatchObject({ claims_final: true });
  });
});

test("an item without a draw is a win, and a claim without a number counts until its lease expires", async () => {
  await using lottery = await start();
  const { draw_no: _, ...unnumbered } = claimOf("draw");
  expect(await lottery.judge({ employee_id: "E0001", claim_expires_at: 1 }, "mine")).toMatchObject({
    status: "won",
  });
  expect(await lottery.judge(unnumbered, "mine")).toMatchObject({ status: "held" });
  lottery.advance(LEASE_SECONDS);
  expect(await lottery.judge(unnumbered, "mine")).toEqual({ status: "free", replaced: unnumbered });
});

describe("a person with a claim of a revision", () => {
  const candidates = new Set(["E0001"]);
  const asked = {
    kind: "redraw" as const,
    requested_at: "2026-06-15T12:00:00.000Z",
    voided: ["E0001"],
  };
  const decided = drawnRecord({
    candidates,
    winners: [winnerAt(1, { void: { revision: 1 } }), winnerAt(2, { replaces: "E0001" })],
    revisions: [
      {
        ...asked,
        revision_id: "revision",
        revised_at: "2026-06-15T12:00:02.000Z",
        walked_from: 1,
        winners: [winnerAt(2)],
        lost: [],
        pages: [],
        receipt: "ef".repeat(32),
      },
    ],
  });
  const revising = (lease_expires_at: number) =>
    drawnRecord({ candidates, attempt_id: "revision", revising: asked, lease_expires_at });
  const noon = Date.parse("2026-06-15T12:00:00Z") / 1_000;

  async function judge(record: DrawRecord, employeeId: string, holder = "revision") {
    await using lottery = await start();
    await lottery.putRecord({ ...record, ledger: "draws", entry: "0000000007" });
    return await lottery.judge({ ...claimOf(holder, employeeId), draw_no: 7 }, "mine");
  }

  const free = { status: "free", replaced: { draw_id: "revision" } };

  test("has won if it was decided for them, and is free if it was decided for others", async () => {
    expect(await judge(decided, "E0002")).toEqual({ status: "won", drawNo: 7 });
    expect(await judge(decided, "E0009")).toMatchObject(free);
  });

  test("is free if another revision was decided", async () => {
    expect(await judge(decided, "E0002", "earlier")).toMatchObject({
      status: "free",
      replaced: { draw_id: "earlier" },
    });
  });

  test("is held while it is under way and its lease lasts", async () => {
    expect(await judge(revising(noon + 1), "E0009")).toEqual({ status: "held", drawNo: 7 });
    expect(await judge(revising(noon), "E0009")).toMatchObject(free);
  });

  test("is free if another revision is under way", async () => {
    expect(await judge(revising(noon + 1), "E0009", "earlier")).toMatchObject({
      status: "free",
      replaced: { draw_id: "earlier" },
    });
  });

  test("is free if the draw has failed or is not decided", async () => {
    expect(await judge(failedRecord({ candidates }), "E0001")).toMatchObject(free);
    expect(await judge({ ...drawingRecord(), candidates }, "E0001")).toMatchObject(free);
  });
});
