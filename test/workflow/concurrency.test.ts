/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { releaseClaims } from "../../workflow/attempt/finalize-claims.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { attemptOf } from "../support/draw-records.ts";
import { interruptRequests } from "../support/interrupt-requests.ts";
import { isClaim, isDecision, isRosterRead } from "../support/kinds-of-requests.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { type Lottery, nameOfError, startLottery } from "../support/start-lottery.ts";

const PATIENCE = 1_000;

/** Claims a person for a draw, as Validate does. */
async function hold({ ledger, claims, clock, readById }: Lottery, drawId: string, employeeId: string) {
  const draw = await readById(drawId);
  await ledger.attempts.addCandidates(attemptOf(draw), [employeeId]);
  const { draw_no: drawNo, claim_round: round, lease_expires_at: expiresAt } = draw;
  expect(
    await claims.claim(employeeId, { drawId, drawNo, campaignNo: 1, round, expiresAt }, clock.now()),
  ).toBe(true);
}

describe("many draws at once", () => {
  test("each started twice: each has its winners, nobody wins twice, and all can be replayed", async () => {
    await using lottery = await startLottery({ roster: employeeItems(30) });
    const names = Array.from({ length: 3 }, (_, i) => `draw-${i}`);
    const process = () => lottery;
    const outcomes = await Promise.all(
      [...names, ...names].map((name) => lottery.attempt(3, name, process, PATIENCE)),
    );
    expect(new Set(outcomes)).toEqual(new Set(["drawn"]));
    await checkInvariants(lottery, { atRest: true });
    expect(await lottery.winnerItems()).toHaveLength(9);
    // A second start may have reserved a number that it did not need.
    const draws = (await lottery.records()).filter(
      (record) => record.status !== "failed" || record.error !== "NumberUnused",
    );
    expect(draws).toHaveLength(3);
  });

  test("that together ask for too many draw exactly the entrants, and the others hold no claims", async () => {
    await using lottery = await startLottery({ roster: employeeItems(6) });
    const names = Array.from({ length: 3 }, (_, i) => `draw-${i}`);
    const outcomes = await Promise.all(
      names.map((name) => lottery.attempt(3, name, () => lottery, PATIENCE)),
    );
    expect(outcomes.filter((outcome) => outcome === "drawn")).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === "NotEnoughEntrants")).toHaveLength(1);
    await checkInvariants(lottery, { atRest: true });
    expect(await lottery.winnerItems()).toHaveLength(6);
  });
});

describe("a candidate lost to another draw", () => {
  test("costs only one rank, which is filled further along the same order, and the record names the other draw", async () => {
    await using lottery = await startLottery({ roster: employeeItems(40) });
    const { body } = await lottery.openSelected(5, "first");
    const lost = body.winner_details[1];
    await lottery.open(1, "rival");
    await hold(lottery, "rival", lost?.employee_id ?? "");

    const validated = await lottery.validateWinners(body);
    expect(validated).toMatchObject({ status: 1, body: { claimed: 4, walked: 5 } });
    const again = await lottery.randomSelectWinners(validated.body);
    expect(again.body.winner_details.slice(0, 4)).toEqual(body.winner_details.toSpliced(1, 1));
    expect(again.body.walked).toBe(6);
    expect(await lottery.validateWinners(again.body)).toMatchObject({ status: 0 });
    const record = await lottery.readDrawn(1);
    expect(record.lost).toEqual([
      { employee_id: lost?.employee_id, lottery_serial: lost?.lottery_serial, draw_no: 2 },
    ]);
    await checkInvariants(lottery, { atRest: false });
  });

  test("who is free again at the end of the order is drawn", async () => {
    await using lottery = await startLottery({ roster: employeeItems(3) });
    const { body } = await lottery.openSelected(3, "first");
    await lottery.open(1, "rival");
    await hold(lottery, "rival", body.winner_details[0]?.employee_id ?? "");
    const validated = await lottery.validateWinners(body);
    expect(validated).toMatchObject({ status: 1, body: { claimed: 2 } });
    await expect(lottery.randomSelectWinners(validated.body)).rejects.toMatchObject({ name: "EntrantsHeld" });
    await lottery.endFailedDraw("rival", "States.Timeout");
    const again = await lottery.randomSelectWinners(validated.body);
    expect(again.body.lost).toEqual([]);
    expect(await lottery.validateWinners(again.body)).toMatchObject({ status: 0 });
    await checkInvariants(lottery, { atRest: false });
  });

  test("counts as an entrant: the draw waits for people whom others hold", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    await lottery.open(1, "rival");
    await hold(lottery, "rival", "E0001");
    const { body } = await lottery.open(2, "second");
    await expect(lottery.randomSelectWinners(body)).rejects.toMatchObject({
      name: "EntrantsHeld",
      facts: { asked: 2, eligible: 2 },
    });
    expect((await lottery.readById("second")).status).toBe("drawing");
    const { body: more } = await lottery.open(3, "third");
    await expect(lottery.randomSelectWinners(more)).rejects.toMatchObject({
      name: "NotEnoughEntrants",
      facts: { asked: 3, eligible: 2 },
    });
  });
});

describe("two draws that each hold what the other needs", () => {
  const stuck = async () => {
    const lottery = await startLottery({ roster: employeeItems(2) });
    const bodies = [
      (await lottery.openSelected(2, "older")).body,
      (await lottery.openSelected(2, "younger")).body,
    ];
    await hold(lottery, "older", "E0001");
    await hold(lottery, "younger", "E0002");
    const held = await Promise.all(bodies.map((body) => lottery.validateWinners(body)));
    expect(held).toMatchObject([
      { status: 1, body: { claimed: 1 } },
      { status: 1, body: { claimed: 1 } },
    ]);
    const [older, younger] = held.map(({ body }) => body);
    return { lottery, older, younger };
  };

  test("do not wait for each other: the later draw yields, and the earlier one is drawn", async () => {
    const { lottery, older, younger } = await stuck();
    await using _ = lottery;
    await expect(lottery.randomSelectWinners(older)).rejects.toMatchObject({ name: "EntrantsHeld" });
    expect((await lottery.winnerItems()).length).toBe(2);
    await expect(lottery.randomSelectWinners(younger)).rejects.toMatchObject({ name: "EntrantsHeld" });
    expect(await lottery.winnerItems()).toMatchObject([{ employee_id: "E0001", draw_no: 1 }]);

    const { body } = await lottery.randomSelectWinners(older);
    expect(await lottery.validateWinners(body)).toMatchObject({ status: 0 });
    await expect(lottery.randomSelectWinners(younger)).rejects.toMatchObject({
      name: "NotEnoughEntrants",
      facts: { asked: 2, eligible: 0 },
    });
    await checkInvariants(lottery, { atRest: false });
  });

  test("leave the later draw the people whom the earlier one does not need", async () => {
    const { lottery, older, younger } = await stuck();
    await using _ = lottery;
    await expect(lottery.randomSelectWinners(younger)).rejects.toMatchObject({ name: "EntrantsHeld" });
    await lottery.endFailedDraw(older?.draw_id ?? "", "Aborted");
    const { body } = await lottery.randomSelectWinners(younger);
    // Its claims from before it yielded are released, although the event contains them.
    expect(await lottery.validateWinners(body)).toMatchObject({
      status: 0,
      body: { claim_round: expect.any(Number) },
    });
    expect(await lottery.winnerItems()).toMatchObject([{ draw_no: 2 }, { draw_no: 2 }]);
    await checkInvariants(lottery, { atRest: false });
  });
});

test("a draw that released its claims while it was being decided is not decided", async () => {
  await using lottery = await startLottery({ roster: employeeItems(2) });
  const { body } = await lottery.openSelected(2, "slow");
  const client = lottery.connect();
  const slow = interruptRequests(client, { kind: "paused", at: isDecision });
  const late = lottery.startProcess(client).validateWinners(body).catch(nameOfError);
  await slow.reached;
  expect(await lottery.winnerItems()).toHaveLength(2);

  const draw = await lottery.readById("slow");
  await lottery.ledger.attempts.endRound(attemptOf(draw));
  await releaseClaims(lottery.claims, attemptOf(draw), draw.candidates);
  expect(await lottery.attempt(2, "other")).toBe("drawn");
  slow.resume();
  expect(await late).toBe("Error");
  await checkInvariants(lottery, { atRest: false });
  expect((await lottery.readById("slow")).status).toBe("drawing");
});

test("a step that continues after its draw has failed, and loses a candidate, holds no claims", async () => {
  await using lottery = await startLottery({ roster: employeeItems(2) });
  const { body } = await lottery.openSelected(2, "slow");
  const client = lottery.connect();
  // Both claims are under way when the draw fails: the second one passes the first interruption.
  const claims = [1, 2].map(() => interruptRequests(client, { kind: "paused", at: isClaim }));
  const late = lottery.startProcess(client).validateWinners(body).catch(nameOfError);
  await Promise.all(claims.map(({ reached }) => reached));
  await lottery.endFailedDraw("slow", "States.Timeout");
  expect(await lottery.attempt(1, "other")).toBe("drawn");
  for (const { resume } of claims) resume();
  expect(await late).toBe("DrawFailed");
  expect(await lottery.winnerItems()).toMatchObject([{ draw_no: 2 }]);
  await checkInvariants(lottery, { atRest: true });
});

test("a step with a final error after another run has decided the draw returns the decided draw", async () => {
  await using lottery = await startLottery({ roster: employeeItems(2) });
  const { body } = await lottery.open(2, "decided");
  const client = lottery.connect();
  const slow = interruptRequests(client, { kind: "paused", at: isRosterRead });
  const late = lottery.startProcess(client).randomSelectWinners(body);
  await slow.reached;
  const selected = await lottery.randomSelectWinners(body);
  await lottery.validateWinners(selected.body);
  await lottery.fillRoster(
    [1, 2].map((serial) => employeeItem(serial, { employee_id: `twin of ${serial}` })),
  );
  slow.resume();
  expect((await late).body.winner_details).toEqual((await lottery.readDrawn(1)).winners);
  await checkInvariants(lottery, { atRest: true });
});

describe("a draw that stopped without an error", () => {
  test("holds its people until its lease expires, and then loses them to the next draw", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    await lottery.openSelected(2, "dead");
    await hold(lottery, "dead", "E0001");
    lottery.advance(LEASE_SECONDS - 1);
    expect(await lottery.attempt(2, "early", () => lottery, 1)).toBe("EntrantsHeld");
    lottery.advance(1);
    expect(await lottery.attempt(2)).toBe("drawn");
    expect(await lottery.readById("dead")).toMatchObject({ status: "failed", error: "Abandoned" });
    await checkInvariants(lottery, { atRest: true });
  });

  test("is ended by a draw that finds its claims, also without a recovery", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    const { body: dead } = await lottery.openSelected(2, "dead");
    await lottery.validateWinners({
      ...dead,
      num_of_winners: 2,
      winner_details: dead.winner_details.slice(0, 1),
    });
    lottery.advance(LEASE_SECONDS / 2);
    const { body } = await lottery.open(2, "next");
    lottery.advance(LEASE_SECONDS / 2);
    const selected = await lottery.randomSelectWinners(body);
    expect(await lottery.validateWinners(selected.body)).toMatchObject({ status: 0 });
    expect(await lottery.readById("dead")).toMatchObject({ status: "failed", error: "Abandoned" });
    await checkInvariants(lottery, { atRest: false });
  });

  test("does nothing when one of its steps continues", async () => {
    await using lottery = await startLottery();
    const { body } = await lottery.openSelected(2, "dead");
    await lottery.sweepAfterLease();
    await expect(lottery.validateWinners(body)).rejects.toMatchObject({ name: "DrawFailed" });
    await expect(lottery.randomSelectWinners(body)).rejects.toMatchObject({ name: "DrawFailed" });
    await expect(lottery.recordWinners(body)).rejects.toMatchObject({ name: "DrawNotDecided" });
    await checkInvariants(lottery, { atRest: true });
  });

  test("is not decided in the last minutes of its lease, which may not suffice to finalize its wins", async () => {
    await using lottery = await startLottery();
    const { body } = await lottery.openSelected(2, "late");
    lottery.advance(LEASE_SECONDS - 300);
    await expect(lottery.validateWinners(body)).rejects.toMatchObject({ name: "LeaseExpired" });
    expect(await lottery.records()).toMatchObject([{ status: "failed", error: "LeaseExpired" }]);
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("a decided draw whose run stopped", () => {
  test("has its winners, regardless of its lease, and is completed by the next draw", async () => {
    await using lottery = await startLottery({ roster: employeeItems(3) });
    const { body } = await lottery.openSelected(2, "decided");
    expect(await lottery.validateWinners(body)).toMatchObject({ status: 0 });
    lottery.advance(10 * LEASE_SECONDS);
    await lottery.catchUp();
    expect(await lottery.attempt(2)).toBe("NotEnoughEntrants");
    expect(await lottery.attempt(1)).toBe("drawn");
    expect(await lottery.readDrawn(1)).toMatchObject({ claims_final: true });
    await checkInvariants(lottery, { atRest: true });
  });

  test("is completed also if DynamoDB has deleted its expired claims", async () => {
    await using lottery = await startLottery({ roster: employeeItems(3) });
    const { body } = await lottery.openSelected(2, "decided");
    await lottery.validateWinners(body);
    for (const { employee_id } of body.winner_details)
      await lottery.claims.release(employee_id, "decided", 0);
    lottery.advance(10 * LEASE_SECONDS);
    await lottery.catchUp();
    expect(await lottery.attempt(1)).toBe("drawn");
    await checkInvariants(lottery, { atRest: true });
  });

  test("cannot fail when its execution fails", async () => {
    await using lottery = await startLottery();
    const { body } = await lottery.openSelected(2, "decided");
    await lottery.validateWinners(body);
    await lottery.endFailedDraw("decided", "States.Timeout");
    expect(await lottery.readDrawn(1)).toMatchObject({ status: "drawn", claims_final: true });
    await checkInvariants(lottery, { atRest: true });
  });
});
