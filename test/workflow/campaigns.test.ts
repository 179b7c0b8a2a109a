/** @module-tag slow */
import { describe, expect, test } from "vitest";
import type { DrawBody } from "../../workflow/attempt/draw-body.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../support/start-lottery.ts";

const winnersOf = async (lottery: Lottery, drawNo: number) =>
  currentWinners((await lottery.readDrawn(drawNo)).winners).map(({ employee_id }) => employee_id);

const readCurrent = ({ ledger }: Lottery) => ledger.campaigns.readCurrent();

/** The totals, which the next draw brings up to date. */
async function readTotals(lottery: Lottery) {
  await lottery.attempt(1_000);
  const { counted_to, draws, winners, drawn } = await readCurrent(lottery);
  return { counted_to, draws, winners, drawn };
}

/** Runs the rest of a draw whose winners are selected: other draws may claim them first. */
async function finish(lottery: Lottery, selected: DrawBody) {
  for (let body = selected; ; ) {
    const validated = await lottery.validateWinners(body);
    if (validated.status === 0) return lottery.recordWinners(validated.body);
    ({ body } = await lottery.randomSelectWinners(validated.body));
  }
}

/** A lottery in which everybody has won draw 1, of the campaign before the current one. */
async function startAfterAllWon(people: number) {
  const lottery = await startLottery({ roster: employeeItems(people) });
  await lottery.draw(people);
  await lottery.startCampaign("Next");
  return lottery;
}

describe("a new campaign", () => {
  test("lets everyone win again, and nobody twice", async () => {
    await using lottery = await startAfterAllWon(4);
    await lottery.draw(3);
    await lottery.draw(1);
    expect(await lottery.attempt(1)).toBe("NotEnoughEntrants");
    expect(new Set([...(await winnersOf(lottery, 2)), ...(await winnersOf(lottery, 3))]).size).toBe(4);
    expect(await winnersOf(lottery, 1)).toHaveLength(4);
    expect(await lottery.readDrawn(2)).toMatchObject({
      rules: { campaign: { no: 2, name: "Next" } },
      eligible: 4,
    });
    await checkInvariants(lottery, { atRest: true });
  });

  test("counts winners from before the ledger in the first campaign only", async () => {
    await using lottery = await startLottery({
      roster: [employeeItem(1), employeeItem(2)],
      winners: [{ employee_id: "E0001" }],
    });
    await lottery.draw(1);
    expect(await winnersOf(lottery, 1)).toEqual(["E0002"]);
    await lottery.startCampaign("Next");
    await lottery.draw(2);
    await checkInvariants(lottery, { atRest: true });
  });

  test("does not change a draw under way: it belongs to the campaign in which it was opened", async () => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    await lottery.draw(1);
    const { body } = await lottery.openSelected(2, "before");
    await lottery.startCampaign("Next");
    const [earlier] = await winnersOf(lottery, 1);
    await lottery.recordWinners((await lottery.validateWinners(body)).body);
    expect(await lottery.readDrawn(2)).toMatchObject({ rules: {} });
    expect(await winnersOf(lottery, 2)).not.toContain(earlier);
    expect(await readTotals(lottery)).toMatchObject({ counted_to: 2, draws: 0, winners: 0 });
    await checkInvariants(lottery, { atRest: true });
  });

  test("does not change a draw whose first task is retried after the start", async () => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    await lottery.open(1, "before");
    await lottery.startCampaign("Next");
    await lottery.draw(1, {}, "before");
    expect(await lottery.readDrawn(1)).toMatchObject({ rules: {} });
    expect(await lottery.ledger.read(2)).toBeUndefined();
  });

  test("claims a person whose win in the last campaign is not final yet, and both wins remain", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    const { body } = await lottery.openSelected(2, "decided");
    const validated = await lottery.validateWinners(body);
    await lottery.startCampaign("Next");
    await lottery.draw(2);
    await lottery.recordWinners(validated.body);
    for (const { employee_id } of body.winner_details)
      expect(await lottery.claims.readOne(employee_id)).toMatchObject({ draw_no: 2, wins: [{ draw_no: 1 }] });
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("draws in two campaigns at the same time", () => {
  test("each have their winners, and a person whom one holds is skipped by the other", async () => {
    await using lottery = await startLottery({ roster: employeeItems(12) });
    const old = await Promise.all([1, 2].map((i) => lottery.openSelected(2, `old-${i}`)));
    await lottery.startCampaign("Next");
    await Promise.all([...old.map(({ body }) => finish(lottery, body)), lottery.draw(2), lottery.draw(2)]);
    expect((await lottery.records()).map(({ rules }) => rules.campaign?.no)).toEqual([
      undefined,
      undefined,
      2,
      2,
    ]);
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("after the next campaign has started", () => {
  test("a redraw in the last one skips its own winners, and not those of the new one", async () => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    await lottery.draw(2);
    await lottery.startCampaign("Next");
    const [first = "", second = ""] = await winnersOf(lottery, 1);
    await lottery.draw(4);
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: first });
    const replaced = await winnersOf(lottery, 1);
    expect(replaced).toHaveLength(2);
    expect(replaced).toContain(second);
    expect(replaced).not.toContain(first);
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: second });
    const nobody = { kind: "redraw" as const, draw_no: 1, employee_id: (await winnersOf(lottery, 1))[0] };
    await expect(lottery.revise(nobody)).rejects.toMatchObject({ name: "NoRunnerUp" });
    expect(await winnersOf(lottery, 2)).toHaveLength(4);
    await checkInvariants(lottery, { atRest: true });
  });

  test("a void in the new one restores the earlier wins, and its people can win again", async () => {
    await using lottery = await startAfterAllWon(3);
    const before = await lottery.winnerItems();
    await lottery.draw(3);
    await lottery.revise({ kind: "void", draw_no: 2 });
    expect(await lottery.winnerItems()).toEqual(expect.arrayContaining(before));
    await lottery.draw(3);
    await checkInvariants(lottery, { atRest: true });
  });

  test("a void in the last one leaves the wins and claims of the new one, and its totals", async () => {
    await using lottery = await startAfterAllWon(4);
    await lottery.draw(1);
    const { body } = await lottery.openSelected(1, "under-way");
    await lottery.revise({ kind: "void", draw_no: 1 });
    await finish(lottery, body);
    expect(await winnersOf(lottery, 1)).toEqual([]);
    expect(await readTotals(lottery)).toMatchObject({ draws: 2, winners: 2 });
    await checkInvariants(lottery, { atRest: true });
  });

  test("an expired claim on an earlier winner keeps the earlier win, no matter who removes the claim", async () => {
    await using lottery = await startAfterAllWon(2);
    const { body } = await lottery.openSelected(2, "stopped");
    const [{ employee_id } = { employee_id: "" }] = body.winner_details;
    const { lease_expires_at: expiresAt } = await lottery.readById("stopped");
    await lottery.ledger.attempts.addCandidates({ id: "stopped", drawNo: 2, drawId: "stopped" }, [
      employee_id,
    ]);
    const claimant = { drawId: "stopped", drawNo: 2, campaignNo: 2, round: 0, expiresAt };
    const item = await lottery.claims.readOne(employee_id);
    await lottery.claims.claim(employee_id, claimant, lottery.clock.now(), item);
    await lottery.sweepAfterLease();
    expect(await lottery.claims.readOne(employee_id)).toEqual(item);
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("a draw that earlier winners of the campaign may win again", () => {
  test("lets them win, and later draws skip them as before", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    await lottery.draw(2);
    await lottery.draw(2, { rules: { again: true } });
    expect(await lottery.readDrawn(2)).toMatchObject({ rules: { again: true }, eligible: 2 });
    expect(await lottery.attempt(1)).toBe("NotEnoughEntrants");
    await checkInvariants(lottery, { atRest: true });
  });

  test("that is void gives nobody's earlier win back, and takes none away", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    await lottery.draw(1);
    const [first] = await winnersOf(lottery, 1);
    await lottery.draw(2, { rules: { again: true } });
    await lottery.revise({ kind: "void", draw_no: 2 });
    await lottery.draw(1);
    expect(await winnersOf(lottery, 3)).not.toContain(first);
    await checkInvariants(lottery, { atRest: true });
  });

  test("gives no person two of its own prizes, also not by a redraw", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    await lottery.draw(2);
    await lottery.draw(1, { rules: { again: true } });
    const [first = ""] = await winnersOf(lottery, 2);
    await lottery.revise({ kind: "redraw", draw_no: 2, employee_id: first });
    const [second = ""] = await winnersOf(lottery, 2);
    expect(second).not.toBe(first);
    const third = { kind: "redraw" as const, draw_no: 2, employee_id: second };
    await expect(lottery.revise(third)).rejects.toMatchObject({ name: "NoRunnerUp" });
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("the totals of the current campaign", () => {
  const prize = { prize_id: "bike", name: "Bike", quantity: 5 };

  test("count its draws and prizes, without redraws and without void draws", async () => {
    await using lottery = await startAfterAllWon(5);
    await lottery.ledger.campaigns.setPrizes(await readCurrent(lottery), [prize]);
    await lottery.draw(2, { prize: "  BIKE " });
    await lottery.draw(1, { prize: "Car" });
    const [winner = ""] = await winnersOf(lottery, 2);
    await lottery.revise({ kind: "redraw", draw_no: 2, employee_id: winner });
    expect(await readTotals(lottery)).toEqual({ counted_to: 3, draws: 2, winners: 3, drawn: { bike: 2 } });
    await lottery.revise({ kind: "void", draw_no: 2 });
    await lottery.draw(1, { prize: "Bike" });
    await lottery.revise({ kind: "void", draw_no: 5 });
    expect(await readTotals(lottery)).toEqual({ counted_to: 5, draws: 1, winners: 1, drawn: { bike: 0 } });
    await checkInvariants(lottery, { atRest: true });
  });

  test("wait for the first draw under way, and take up all later ones when it ends", async () => {
    await using lottery = await startLottery({ roster: employeeItems(9) });
    const { body } = await lottery.openSelected(1, "slow");
    for (let i = 0; i < 3; i++) await lottery.draw(1);
    expect(await readCurrent(lottery)).toMatchObject({ counted_to: 0, draws: 0 });
    await finish(lottery, body);
    expect(await readTotals(lottery)).toMatchObject({ counted_to: 4, draws: 4, winners: 4 });
    await checkInvariants(lottery, { atRest: true });
  });
});

test("a malformed campaign stops draws before they are opened, and says so", async () => {
  await using lottery = await startLottery();
  await lottery.putRecord({ ledger: "campaigns", entry: "0000000002", campaign_no: "two" });
  expect(await lottery.attempt(1)).toBe("InvalidItem");
  expect(await lottery.records()).toEqual([]);
});
