/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import type { RevisionRequestInput } from "../../workflow/attempt/requests.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { coverResult, listPersons } from "../../workflow/draw/cover-persons.ts";
import { computeRevisionReceipt } from "../../workflow/draw/receipt.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { continueFrom } from "../support/continue-lottery.ts";
import { naiveOrder } from "../support/naive-order.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../support/start-lottery.ts";

const currentIds = async (lottery: Lottery, drawNo = 1) =>
  currentWinners((await lottery.readDrawn(drawNo)).winners).map(({ employee_id }) => employee_id);

/** The first task of a revision. */
const open = (
  lottery: Lottery,
  revise: RevisionRequestInput["revise"],
  execution: string,
  by = "U0OPERATOR",
) =>
  lottery.inputWinners({
    execution,
    started_at: "2026-06-15T11:59:59.000Z",
    request: { revise, requested_by: by },
  });

const starts = new Map<string, () => Promise<Lottery>>();

/** A lottery with one draw. It is the same draw in all tests with these numbers. */
function drawOf(count: number, people: number): Promise<Lottery> {
  const key = `${count} of ${people}`;
  const start =
    starts.get(key) ??
    continueFrom(async () => {
      const lottery = await startLottery({ roster: employeeItems(people) });
      await lottery.draw(count);
      return lottery;
    });
  starts.set(key, start);
  return start();
}

describe("a second redraw of the same draw", () => {
  const mails: string[] = [];
  const losers: string[] = [];
  const start = continueFrom(async () => {
    const lottery = await drawOf(2, 6);
    for (const _ of [1, 2]) {
      const [employee_id = ""] = await currentIds(lottery);
      losers.push(employee_id);
      mails.push((await lottery.revise({ kind: "redraw", draw_no: 1, employee_id })).sns);
    }
    return lottery;
  });
  const redrawTwice = async () => {
    const lottery = await start();
    return { lottery, mails, losers, draw: await lottery.readDrawn(1) };
  };

  test("gives the win to the next in the order, and marks each cancelled win with its own redraw", async () => {
    const { lottery, draw, losers } = await redrawTwice();
    await using _ = lottery;
    const order = naiveOrder(Buffer.from(draw.seed, "hex"), 6);
    expect(draw.winners.map(({ lottery_serial }) => lottery_serial)).toEqual(order.slice(0, 4));
    const [first, second, third, fourth] = draw.winners;
    expect(first?.void).toMatchObject({ revision: 1 });
    expect(second).not.toHaveProperty("void");
    expect(third).toMatchObject({ replaces: first?.employee_id, void: { revision: 2 } });
    expect(fourth).toMatchObject({ replaces: third?.employee_id });
    expect(losers).toEqual([first?.employee_id, third?.employee_id]);
    await checkInvariants(lottery, { atRest: true });
  });

  test("has a receipt that follows from the receipt of the first", async () => {
    const { lottery, draw } = await redrawTwice();
    await using _ = lottery;
    const [first, second] = draw.revisions;
    if (!first || !second) throw new Error("A revision is missing.");
    const positions = await lottery.visitLog.read(draw.draw_id, second.pages);
    const outcome = coverResult(positions, second);
    const covered = { ...second, voided: listPersons(draw, second.voided) };
    expect(second.receipt).toBe(computeRevisionReceipt(first.receipt, covered, outcome));
    expect(second.receipt).not.toBe(computeRevisionReceipt(draw.receipt, covered, outcome));
  });

  test("is mailed with only its own loser, winner and receipt", async () => {
    const { lottery, draw, mails } = await redrawTwice();
    await using _ = lottery;
    const [first, second, third, fourth] = draw.winners.map(({ employee_name }) => `${employee_name} (`);
    const [, mail = ""] = mails;
    for (const named of [third, fourth]) expect(mail).toContain(named);
    for (const other of [first, second]) expect(mail).not.toContain(other);
    expect(mails[0]).toContain(`win of ${first}`);
  });
});

describe("a redraw", () => {
  test("is recorded with the person who asked, the time and the reason", async () => {
    await using lottery = await drawOf(1, 3);
    const [employee_id = ""] = await currentIds(lottery);
    const { body } = await open(
      lottery,
      { kind: "redraw", draw_no: 1, employee_id, reason: "is away" },
      "r1",
    );
    expect(body).toMatchObject({
      num_of_winners: 1,
      draw_no: 1,
      revision_id: "r1",
      walked: 1,
    });
    expect(await lottery.readDrawn(1)).toMatchObject({
      attempt_id: "r1",
      lease_expires_at: lottery.clock.now().getTime() / 1_000 + LEASE_SECONDS,
      revising: {
        kind: "redraw",
        voided: [employee_id],
        requested_by: "U0OPERATOR",
        requested_at: "2026-06-15T11:59:59.000Z",
        reason: "is away",
      },
    });
  });

  test("that is opened again continues, also after its end", async () => {
    await using lottery = await drawOf(1, 3);
    const [employee_id = ""] = await currentIds(lottery);
    const revise = { kind: "redraw" as const, draw_no: 1, employee_id };
    const first = await open(lottery, revise, "r1");
    expect(await open(lottery, revise, "r1")).toEqual(first);
    await lottery.revise(revise, "r1");
    await lottery.revise(revise, "r1");
    expect((await lottery.readDrawn(1)).revisions).toHaveLength(1);
    await checkInvariants(lottery, { atRest: true });
  });

  test("is refused while another one is under way, until its lease expires", async () => {
    await using lottery = await drawOf(2, 5);
    const [one = "", two = ""] = await currentIds(lottery);
    const { body } = await open(lottery, { kind: "redraw", draw_no: 1, employee_id: one }, "r1");
    const other = { kind: "redraw" as const, draw_no: 1, employee_id: two };
    lottery.advance(LEASE_SECONDS - 1);
    await expect(open(lottery, other, "r2")).rejects.toMatchObject({ name: "RevisionUnderWay" });
    lottery.advance(1);
    await lottery.revise(other, "r2");
    await expect(lottery.randomSelectWinners(body)).rejects.toMatchObject({ name: "RevisionEnded" });
    expect(await currentIds(lottery)).toContain(one);
    await checkInvariants(lottery, { atRest: true });
  });

  test("that is too late for its lease is abandoned, and holds no claims", async () => {
    await using lottery = await drawOf(1, 3);
    const [employee_id = ""] = await currentIds(lottery);
    const { body } = await open(lottery, { kind: "redraw", draw_no: 1, employee_id }, "r1");
    const { body: selected } = await lottery.randomSelectWinners(body);
    lottery.advance(LEASE_SECONDS);
    await expect(lottery.validateWinners(selected)).rejects.toMatchObject({ name: "LeaseExpired" });
    expect(await lottery.readDrawn(1)).not.toHaveProperty("revising");
    expect(await currentIds(lottery)).toEqual([employee_id]);
    await checkInvariants(lottery, { atRest: true });
  });

  test("continues in the order when it loses a candidate, and records the loss", async () => {
    await using lottery = await drawOf(1, 4);
    const [employee_id = ""] = await currentIds(lottery);
    const { body } = await open(lottery, { kind: "redraw", draw_no: 1, employee_id }, "r1");
    const { body: selected } = await lottery.randomSelectWinners(body);
    const [candidate] = selected.winner_details;
    if (!candidate) throw new Error("There is no candidate.");
    const now = lottery.clock.now();
    await lottery.openSelected(1, "rival");
    const { lease_expires_at } = await lottery.readById("rival");
    const claimant = { drawId: "rival", drawNo: 2, campaignNo: 1, round: 0, expiresAt: lease_expires_at };
    await lottery.claims.claim(candidate.employee_id, claimant, now);
    const again = await lottery.validateWinners(selected);
    expect(again).toMatchObject({
      status: 1,
      body: {
        winner_details: [],
        claimed: 0,
        lost: [{ employee_id: candidate.employee_id, lottery_serial: candidate.lottery_serial, draw_no: 2 }],
      },
    });
    const { body: next } = await lottery.randomSelectWinners(again.body);
    await lottery.recordWinners((await lottery.validateWinners(next)).body);
    const [revision] = (await lottery.readDrawn(1)).revisions;
    expect(revision).toMatchObject({ lost: [{ employee_id: candidate.employee_id }], walked_from: 1 });
    expect(revision?.pages).toHaveLength(2);
    await checkInvariants(lottery, { atRest: false });
  });

  test("waits for people whom a draw under way holds", async () => {
    await using lottery = await drawOf(1, 2);
    const [employee_id = ""] = await currentIds(lottery);
    const { body: rival } = await lottery.openSelected(1, "rival");
    const { lease_expires_at } = await lottery.readById("rival");
    const claimant = { drawId: "rival", drawNo: 2, campaignNo: 1, round: 0, expiresAt: lease_expires_at };
    for (const held of rival.winner_details)
      await lottery.claims.claim(held.employee_id, claimant, lottery.clock.now());
    const { body } = await open(lottery, { kind: "redraw", draw_no: 1, employee_id }, "r1");
    await expect(lottery.randomSelectWinners(body)).rejects.toMatchObject({ name: "EntrantsHeld" });
    expect(await lottery.readDrawn(1)).toMatchObject({ attempt_id: "r1" });
    await lottery.endFailedDraw("rival", "States.Timeout");
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id }, "r1");
    expect(await currentIds(lottery)).toEqual(rival.winner_details.map((winner) => winner.employee_id));
  });

  test("finds nobody if all others have won or left, and does not change the draw", async () => {
    await using lottery = await startLottery({
      roster: [employeeItem(1), employeeItem(2, { left_at: "20200101" })],
    });
    await lottery.draw(1);
    await expect(lottery.revise({ kind: "redraw", draw_no: 1, employee_id: "E0001" })).rejects.toMatchObject({
      name: "NoRunnerUp",
    });
    const draw = await lottery.readDrawn(1);
    expect(draw).not.toHaveProperty("revising");
    expect(draw).toMatchObject({ revisions: [], claims_final: true });
    expect(await currentIds(lottery)).toEqual(["E0001"]);
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("a revision is refused by name for", () => {
  let lottery: Lottery;
  beforeAll(async () => {
    lottery = await drawOf(1, 4);
    await lottery.attempt(100);
    await lottery.openSelected(1, "under-way");
  });
  afterAll(() => lottery[Symbol.asyncDispose]());

  test.each([
    ["a draw that does not exist", { kind: "void", draw_no: 9 }, "UnknownDraw"],
    ["a draw that failed", { kind: "void", draw_no: 2 }, "DrawFailed"],
    ["a draw that is under way", { kind: "void", draw_no: 3 }, "DrawNotDecided"],
    ["a redraw without a winner", { kind: "redraw", draw_no: 1 }, "UnknownWinner"],
    ["a person who has not won", { kind: "redraw", draw_no: 1, employee_id: "E9999" }, "UnknownWinner"],
  ] as const)("%s", async (what, revise, name) => {
    await expect(open(lottery, revise, what)).rejects.toMatchObject({ name });
  });

  test("a win, and a draw, that is void", async () => {
    await using lottery = await drawOf(1, 4);
    const [employee_id] = await currentIds(lottery);
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id });
    await expect(open(lottery, { kind: "redraw", draw_no: 1, employee_id }, "r2")).rejects.toMatchObject({
      name: "AlreadyVoid",
    });
    await lottery.revise({ kind: "void", draw_no: 1 });
    await expect(open(lottery, { kind: "void", draw_no: 1 }, "r3")).rejects.toMatchObject({
      name: "AlreadyVoid",
    });
  });
});

test("a void after a redraw cancels the current wins, marks them with its number, and frees all people", async () => {
  await using lottery = await drawOf(2, 4);
  const [first = ""] = await currentIds(lottery);
  await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: first });
  const current = await currentIds(lottery);
  const { sns, body } = await lottery.revise({ kind: "void", draw_no: 1 });
  expect(body).toMatchObject({ num_of_winners: 0, winner_details: [] });
  const draw = await lottery.readDrawn(1);
  expect(draw.revisions[1]).toMatchObject({ kind: "void", voided: current, winners: [], pages: [] });
  const marks = draw.winners.map((winner) => [winner.employee_id === first ? 1 : 2, winner.void?.revision]);
  for (const [expected, revision] of marks) expect(revision).toBe(expected);
  for (const { employee_name } of draw.winners) expect(sns).not.toContain(employee_name);
  await lottery.draw(4);
  await checkInvariants(lottery, { atRest: true });
});
