/** @module-tag slow */
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roundTime } from "../../workflow/beacon/chain.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { computeSeed } from "../../workflow/draw/seal.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { type FakeBeacon, startFakeBeacon } from "../support/fake-beacon.ts";
import { naiveOrder } from "../support/naive-order.ts";
import { employeeItem, employeeItems, type TableItem } from "../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../support/start-lottery.ts";

let now = () => new Date(0);
let beacon: FakeBeacon;
beforeAll(async () => {
  beacon = await startFakeBeacon({ period: 3, now: () => now() });
});
afterAll(() => beacon[Symbol.asyncDispose]());

/** A lottery whose draws are sealed. */
async function startSealed(roster: readonly TableItem[] = employeeItems(20)): Promise<Lottery> {
  const lottery = await startLottery({ roster, beacon });
  now = lottery.clock.now;
  return lottery;
}

async function exportOf({ visitLog, rosterPages, ...lottery }: Lottery, drawNo: number) {
  return exportDraw(await lottery.readDrawn(drawNo), { readPositions: visitLog.read, rosterPages });
}

const check = () => ({ chain: beacon.chain, isGenuine });

/** Opens, seals and waits, so that the next task selects. */
async function openSealed(lottery: Lottery, input: number) {
  const { body } = await lottery.open(input);
  const announced = await lottery.announceSeal(body);
  lottery.waitUntil(announced.body.beacon_at);
  return announced.body;
}

describe("a sealed draw", () => {
  test("gets its seed from its secret and a round that did not exist when it was sealed", async () => {
    await using lottery = await startSealed();
    const openedAt = lottery.clock.now().getTime();
    await lottery.draw(3);
    await checkInvariants({ ...lottery, chain: beacon.chain }, { atRest: true });
    const draw = await lottery.readDrawn(1);
    const [seal, ...more] = draw.seals;
    if (!seal || !draw.secret || !draw.signature) throw new Error("The draw is not sealed.");
    expect(more).toEqual([]);
    expect(roundTime(beacon.chain, seal.round)).toBeGreaterThanOrEqual(openedAt + 12_000);
    expect(draw.signature).toBe(beacon.sign(seal.round));
    expect(draw.seed).toBe(computeSeed(draw.secret, draw.signature));
    const order = naiveOrder(Buffer.from(draw.seed, "hex"), 20);
    expect(draw.winners.map(({ lottery_serial }) => lottery_serial)).toEqual(order.slice(0, 3));
    expect(verifyDraw(await exportOf(lottery, 1), check())).toEqual([]);
  });

  test("can be redrawn and voided, although the roster has changed since", async () => {
    await using lottery = await startSealed(employeeItems(5));
    await lottery.draw(1);
    const draw = await lottery.readDrawn(1);
    const order = naiveOrder(Buffer.from(draw.seed, "hex"), 5);
    const [first = 0, renamed = 0, removed = 0, left = 0, last = 0] = order;
    await lottery.fillRoster([
      employeeItem(renamed, { employee_name: "Another name" }),
      employeeItem(left, { left_at: "20200101" }),
    ]);
    await lottery.client.send(
      new DeleteCommand({
        TableName: lottery.tables.employees,
        Key: { employee_id: employeeItem(removed)["employee_id"] },
      }),
    );
    await lottery.catchUp();
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: draw.winners[0]?.employee_id });
    const exported = await exportOf(lottery, 1);
    expect(exported.revisions[0]?.positions).toMatchObject([
      { lottery_serial: renamed, outcome: "changed" },
      { lottery_serial: removed, outcome: "changed" },
      { lottery_serial: left, outcome: "left", sealed_as: "free" },
      { lottery_serial: last, outcome: "chosen", sealed_as: "free" },
    ]);
    expect(exported.positions).toMatchObject([{ lottery_serial: first, outcome: "chosen" }]);
    expect(verifyDraw(exported, check())).toEqual([]);
    await lottery.revise({ kind: "void", draw_no: 1 });
    expect(verifyDraw(await exportOf(lottery, 1), check())).toEqual([]);
  });

  test("fails before its seal is posted if too few people can win, and says how many can", async () => {
    await using lottery = await startSealed([
      ...employeeItems(3),
      employeeItem(4, { excluded_until: "always" }),
    ]);
    expect(await lottery.attempt(4)).toBe("NotEnoughEntrants");
    expect(await lottery.records()).toMatchObject([
      {
        status: "failed",
        seals: [],
        cause: "4 winners were asked for, but only 3 people can win.",
        error_facts: { asked: 4, eligible: 3, roster: 4, ruled_out: 1 },
      },
    ]);
    expect(await lottery.attempt(3)).toBe("drawn");
  });

  test("is sealed although another draw holds people: they may be free when it selects", async () => {
    await using lottery = await startSealed(employeeItems(2));
    const rival = { drawId: "rival", drawNo: 9, campaignNo: 1, round: 0, expiresAt: 2_000_000_000 };
    await lottery.claims.claim("E0001", rival, lottery.clock.now());
    expect((await lottery.open(2)).body).toMatchObject({ num_of_winners: 2, sealed: true });
  });

  test.each([
    ["another person has the serial", (serial: number) => [employeeItem(serial, { employee_id: "E9999" })]],
    ["the name is another", (serial: number) => [employeeItem(serial, { employee_name: "Friend" })]],
    ["the person has left", (serial: number) => [employeeItem(serial, { left_at: "20200101" })]],
    ["the person is missing", () => []],
  ])("fails if, when it selects, %s: nobody can choose who is skipped", async (_, change) => {
    await using lottery = await startSealed();
    const body = await openSealed(lottery, 1);
    const record = await lottery.readById(body.draw_id);
    const round = record.seals[0]?.round ?? 0;
    const seed = computeSeed(record.secret ?? "", beacon.sign(round));
    const [serial = 0] = naiveOrder(Buffer.from(seed, "hex"), 20);
    await lottery.client.send(
      new DeleteCommand({
        TableName: lottery.tables.employees,
        Key: { employee_id: employeeItem(serial)["employee_id"] },
      }),
    );
    for (const Item of change(serial))
      await lottery.client.send(new PutCommand({ TableName: lottery.tables.employees, Item }));
    await lottery.catchUp();
    await expect(lottery.randomSelectWinners(body)).rejects.toMatchObject({ name: "RosterChanged" });
    expect(await lottery.records()).toMatchObject([{ status: "failed", error: "RosterChanged" }]);
  });

  test("ignores changes of entries that it does not visit, and of people who joined later", async () => {
    await using lottery = await startSealed();
    const body = await openSealed(lottery, 1);
    await lottery.fillRoster([employeeItem(21)]);
    await lottery.catchUp();
    const { body: selected } = await lottery.randomSelectWinners(body);
    expect(selected.winner_details).toHaveLength(1);
  });

  test("waits while no relay has the round, and says so", async () => {
    await using lottery = await startSealed();
    const { body } = await lottery.open(1);
    const announced = await lottery.announceSeal(body);
    await expect(lottery.randomSelectWinners(announced.body)).rejects.toMatchObject({
      name: "BeaconUnreachable",
    });
    lottery.waitUntil(announced.body.beacon_at);
    expect((await lottery.randomSelectWinners(announced.body)).body.winner_details).toHaveLength(1);
  });
});

describe("each step of a sealed draw, if it is delivered twice,", () => {
  test("gives the same seal, the same seed and the same winners", async () => {
    await using lottery = await startSealed();
    const event = { execution: "twice", started_at: "2026-06-15T11:59:59.000Z", request: { input: 2 } };
    const { body } = await lottery.inputWinners(event);
    expect(await lottery.inputWinners(event)).toEqual({ body });
    const announced = await lottery.announceSeal(body);
    expect(await lottery.announceSeal(body)).toEqual(announced);
    lottery.waitUntil(announced.body.beacon_at);
    const selected = await lottery.randomSelectWinners(announced.body);
    expect(await lottery.announceSeal(body)).toMatchObject({ body: { draw_no: 1 } });
    expect(await lottery.randomSelectWinners(announced.body)).toEqual(selected);
    const validated = await lottery.validateWinners(selected.body);
    await lottery.recordWinners(validated.body);
    expect((await lottery.readDrawn(1)).seals).toHaveLength(1);
    await checkInvariants({ ...lottery, chain: beacon.chain }, { atRest: true });
  });
});

describe("history links", () => {
  test("connect draws in number order, failed ones too, with the newest link that was known", async () => {
    await using lottery = await startSealed();
    await lottery.draw(1);
    expect(await lottery.attempt(100)).toBe("NotEnoughEntrants");
    await lottery.draw(1);
    await lottery.draw(1);
    expect((await lottery.records()).map(({ link_no }) => link_no)).toEqual([0, 1, 2, 3]);
  });

  test("do not wait for a draw that is under way", async () => {
    await using lottery = await startSealed();
    await lottery.open(1, "under way");
    await lottery.draw(1);
    await lottery.draw(1);
    expect((await lottery.records()).map(({ link_no }) => link_no)).toEqual([0, 0, 0]);
  });
});
