/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { recordLog } from "../support/record-log.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

/** A lottery in which only strongly consistent reads see what the draws write. */
const start = (people: number, winners: readonly string[] = []) =>
  startLottery({
    roster: employeeItems(people),
    winners: winners.map((employee_id) => ({ employee_id })),
    lagMs: Number.POSITIVE_INFINITY,
  });

describe("if reads lag that are not strongly consistent", () => {
  test("draws have their numbers and their winners at once, and do not lose candidates to each other", async () => {
    await using lottery = await start(9);
    for (const [i, count] of [3, 3, 2].entries()) {
      const { passes } = await lottery.draw(count);
      expect(passes).toBe(1);
      expect(await lottery.readDrawn(i + 1)).toMatchObject({ lost: [], claims_final: true });
    }
    expect(await lottery.attempt(2)).toBe("NotEnoughEntrants");
    expect((await lottery.records()).map(({ draw_no, status }) => `${draw_no} ${status}`)).toEqual([
      "1 drawn",
      "2 drawn",
      "3 drawn",
      "4 failed",
    ]);
    await checkInvariants(lottery, { atRest: true });
  });

  test("the event of a draw that is opened again returns the same draw", async () => {
    await using lottery = await start(9);
    const first = await lottery.open(2, "same");
    await lottery.draw(1);
    expect(await lottery.open(2, "same")).toEqual(first);
    expect(await lottery.records()).toHaveLength(2);
  });

  test("a candidate lost to another draw is recorded with that draw's number", async () => {
    await using lottery = await start(3);
    const slow = await lottery.openSelected(2);
    await lottery.draw(2);
    const { status, body } = await lottery.validateWinners(slow.body);
    expect(status).toBe(1);
    expect(body.lost.length).toBeGreaterThan(0);
    for (const lost of body.lost) expect(lost).toMatchObject({ draw_no: 2 });
  });

  test("wins are cancelled and redrawn, one after the other, and the whole draw is voided", async () => {
    await using lottery = await start(6);
    await lottery.draw(2);
    const current = async () =>
      currentWinners((await lottery.readDrawn(1)).winners).map(({ employee_id }) => employee_id);
    for (const revisions of [1, 2]) {
      const [employee_id] = await current();
      const { passes } = await lottery.revise({ kind: "redraw", draw_no: 1, employee_id });
      expect(passes).toBe(1);
      expect((await lottery.readDrawn(1)).revisions).toHaveLength(revisions);
      expect(await current()).not.toContain(employee_id);
    }
    await lottery.revise({ kind: "void", draw_no: 1 });
    expect(await current()).toEqual([]);
    await lottery.draw(5);
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("if the pending index is out of date", () => {
  test("a draw that was decided since is completed, and does not fail", async () => {
    await using lottery = await start(6);
    const { body } = await lottery.openSelected(2, "decided");
    await lottery.catchUp();
    await lottery.validateWinners(body);
    lottery.advance(LEASE_SECONDS);
    await lottery.recovery.recoverPending();
    expect(await lottery.readDrawn(1)).toMatchObject({ claims_final: true });
    await checkInvariants(lottery, { atRest: true });
  });

  test("a draw that was completed and redrawn since keeps the winners of the redraw", async () => {
    using log = recordLog();
    await using lottery = await start(6);
    const { body } = await lottery.openSelected(2, "redrawn");
    const { body: decided } = await lottery.validateWinners(body);
    await lottery.catchUp();
    await lottery.recordWinners(decided);
    const employee_id = decided.winner_details[0]?.employee_id;
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id });
    const { winners } = await lottery.readDrawn(1);
    lottery.advance(LEASE_SECONDS);
    await lottery.recovery.recoverPending();
    expect(await lottery.readDrawn(1)).toMatchObject({ winners, claims_final: true });
    expect(log.lines).toHaveLength(log.events("win-not-final").length);
    await checkInvariants(lottery, { atRest: true });
  });

  test("a draw that failed since stays failed, and its people are free", async () => {
    await using lottery = await start(2);
    await lottery.openSelected(2, "failed");
    await lottery.catchUp();
    await lottery.endFailedDraw("failed", "States.Timeout");
    lottery.advance(LEASE_SECONDS);
    expect(await lottery.attempt(2)).toBe("drawn");
    expect((await lottery.records())[0]).toMatchObject({ error: "States.Timeout", claims_released: true });
    await checkInvariants(lottery, { atRest: true });
  });
});
