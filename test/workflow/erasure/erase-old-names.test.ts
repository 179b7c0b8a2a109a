/** @module-tag slow */
import { beforeAll, describe, expect, test } from "vitest";
import { createEraseFromDraw } from "../../../workflow/erasure/erase-from-draw.ts";
import { createEraseOldNames } from "../../../workflow/erasure/erase-old-names.ts";
import { verifyAll } from "../../support/check-erasure.ts";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { oneIn } from "../../support/one-in.ts";
import { recordLog } from "../../support/record-log.ts";
import { createStores, employeeItems } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";

const DAYS = 30;
const DAY = 24 * 60 * 60;

function createErase(
  lottery: Lottery,
  {
    client = lottery.connect(),
    ...settings
  }: { client?: Lottery["client"]; retentionDays?: number; drawsPerRun?: number } = {
    retentionDays: DAYS,
  },
) {
  const stores = createStores(client, lottery.tables);
  return createEraseOldNames({
    ...stores,
    recovery: lottery.startProcess(client).recovery,
    eraseFromDraw: createEraseFromDraw(stores),
    retentionDays: undefined,
    ...settings,
    now: lottery.clock.now,
  });
}

/** A lottery after three draws. */
let drawn: Awaited<ReturnType<Lottery["save"]>>;
beforeAll(async () => {
  await using lottery = await startLottery();
  for (let i = 0; i < 3; i++) await lottery.draw(1);
  drawn = await lottery.save();
});
const startDrawn = () => startLottery({ saved: drawn });

/** The numbers of the draws that still have a name, in a record or a visit log. */
async function drawsWithNames(lottery: Lottery): Promise<number[]> {
  const items = (await lottery.allItems())[2] ?? [];
  return (await lottery.records()).flatMap(({ draw_no, draw_id }) => {
    const ofDraw = items.filter(
      (item) => item["ledger"] === `visits#${draw_id}` || item["draw_no"] === draw_no,
    );
    return /E00\d\d|Name \d/.test(JSON.stringify(ofDraw)) ? draw_no : [];
  });
}

async function redraw(lottery: Lottery, draw_no: number) {
  const winner = (await lottery.readDrawn(draw_no)).winners.at(-1);
  await lottery.revise({ kind: "redraw", draw_no, employee_id: winner?.employee_id, reason: "is away" });
}

describe("names that are kept no longer", () => {
  test("are erased from all draws that ended long enough ago, which stay valid with the same receipts", async () => {
    await using lottery = await startLottery();
    using log = recordLog();
    await lottery.draw(2, { requested_by: "U0OPERATOR" });
    await redraw(lottery, 1);
    await lottery.draw(1);
    await lottery.attempt(100);
    lottery.advance(DAYS * DAY - 1);
    await createErase(lottery)();
    expect(await drawsWithNames(lottery)).toEqual([1, 2]);
    const before = await verifyAll(lottery);

    lottery.advance(1);
    await createErase(lottery)();
    expect(await drawsWithNames(lottery)).toEqual([]);
    const after = await verifyAll(lottery);
    expect(after.map(({ receipt }) => receipt)).toEqual(before.map(({ receipt }) => receipt));
    const draw = await lottery.readDrawn(1);
    expect(draw).toMatchObject({ salts: [], requested_by: "U0OPERATOR", erasures: 1 });
    expect(draw.names_erased_at).toBe(lottery.clock.now().toISOString());
    expect(draw.revisions[0]).not.toHaveProperty("reason");
    expect(await lottery.ledger.read(3)).toMatchObject({
      status: "failed",
      salts: [],
      error_facts: { asked: 100 },
    });
    for (const { opening } of await lottery.ledger.executions.list())
      expect(opening?.salts ?? []).toEqual([]);
    expect(log.events("names-erased")).toMatchObject([{ draw_no: 3 }]);
  });

  test("are kept if no time is set", async () => {
    await using lottery = await startLottery();
    await lottery.draw(1);
    lottery.advance(100 * 365 * DAY);
    const client = lottery.connect();
    const { requests } = interruptRequests(client, { kind: "refused", at: 1 });
    await createErase(lottery, { client })();
    expect(requests()).toBe(0);
    expect(await drawsWithNames(lottery)).toEqual([1]);
  });

  test("of more draws than one run may erase are erased by the next runs, each draw once", async () => {
    await using lottery = await startDrawn();
    lottery.advance(DAYS * DAY);
    const settings = { retentionDays: DAYS, drawsPerRun: 2 };
    await createErase(lottery, settings)();
    expect(await drawsWithNames(lottery)).toEqual([3]);
    for (let i = 0; i < 2; i++) await createErase(lottery, settings)();
    expect(await drawsWithNames(lottery)).toEqual([]);
    expect(new Set((await lottery.records()).map(({ erasures }) => erasures))).toEqual(new Set([1]));
  });

  test("are erased by two runs at the same time without a failure", async () => {
    await using lottery = await startDrawn();
    lottery.advance(DAYS * DAY);
    await Promise.all([createErase(lottery)(), createErase(lottery)(), createErase(lottery)()]);
    expect(await drawsWithNames(lottery)).toEqual([]);
    await verifyAll(lottery);
  });
});

test("a win still counts after its name was erased: the person cannot win again", async () => {
  await using lottery = await startLottery();
  await lottery.draw(9);
  const items = await lottery.winnerItems();
  lottery.advance(DAYS * DAY);
  await createErase(lottery)();
  expect(await lottery.winnerItems()).toEqual(items);
  expect(await lottery.attempt(2)).toBe("NotEnoughEntrants");
  await lottery.draw(1);
  expect(await lottery.winnerItems()).toHaveLength(10);
  await verifyAll(lottery);
});

test("a draw that was redrawn lately keeps its names, and later draws lose theirs", async () => {
  await using lottery = await startDrawn();
  lottery.advance((DAYS - 1) * DAY);
  await redraw(lottery, 1);
  lottery.advance(DAY);
  await createErase(lottery)();
  expect(await drawsWithNames(lottery)).toEqual([1]);
  lottery.advance(DAYS * DAY);
  await createErase(lottery)();
  expect(await drawsWithNames(lottery)).toEqual([]);
  await verifyAll(lottery);
});

test("a draw and a redraw that stopped long ago are ended first", async () => {
  await using lottery = await startLottery();
  await lottery.draw(1);
  const revise = { kind: "void", draw_no: 1 };
  const event = { execution: "stopped", started_at: lottery.clock.now().toISOString(), request: { revise } };
  await lottery.inputWinners(event);
  await lottery.openSelected(2);
  lottery.advance(DAYS * DAY);
  await createErase(lottery)();
  expect(await drawsWithNames(lottery)).toEqual([]);
  expect(await lottery.readDrawn(1)).not.toHaveProperty("revising");
  expect(await lottery.ledger.read(2)).toMatchObject({ status: "failed", error: "Abandoned", salts: [] });
});

test("a malformed record does not stop the draws after it, and loses its names once it is correct", async () => {
  await using lottery = await startDrawn();
  using log = recordLog();
  const items = (await lottery.allItems())[2] ?? [];
  const record = items.find((item) => item["ledger"] === "draws" && item["draw_no"] === 1) ?? {};
  await lottery.putRecord({ ...record, winners: "all" });
  lottery.advance(DAYS * DAY);
  await createErase(lottery)();
  expect(log.events("ledger-record-malformed")).not.toEqual([]);
  await lottery.putRecord(record);
  expect(await drawsWithNames(lottery)).toEqual([1]);
  await createErase(lottery)();
  expect(await drawsWithNames(lottery)).toEqual([]);
});

test("a draw whose visit log is incomplete is logged, and does not stop the draws after it", async () => {
  await using lottery = await startDrawn();
  using log = recordLog();
  const items = (await lottery.allItems())[2] ?? [];
  const page = items.find(({ ledger }) => ledger === "visits#execution-1") ?? {};
  await lottery.putRecord({ ...page, positions: [] });
  lottery.advance(DAYS * DAY);
  await createErase(lottery)();
  expect(await drawsWithNames(lottery)).toEqual([1]);
  expect(log.events("names-not-erased")).toMatchObject([{ draw_no: 1, error: "InvalidItem" }]);
});

test.each([
  ["refused", 0],
  ["lost", 2],
] as const)(
  "a run that dies at any request (%s) leaves valid draws, and the next run erases the rest",
  async (kind, index) => {
    await using lottery = await startLottery({ roster: employeeItems(30) });
    const { first, step } = oneIn(8, 4 * index);
    for (let at = 1 + first, isInterrupted = true; isInterrupted; at += step) {
      await lottery.draw(1);
      lottery.advance(DAYS * DAY);
      const client = lottery.connect();
      interruptRequests(client, { kind, at, forGood: true });
      isInterrupted = await createErase(lottery, { client, retentionDays: DAYS })().then(
        () => false,
        () => true,
      );
      await verifyAll(lottery);
      await createErase(lottery)();
      expect(await drawsWithNames(lottery), `request ${at}`).toEqual([]);
      for (const { opening } of await lottery.ledger.executions.list())
        expect(opening?.salts ?? []).toEqual([]);
      expect(at).toBeLessThan(20);
      if (!isInterrupted) expect(at).toBeGreaterThan(6);
    }
  },
);
