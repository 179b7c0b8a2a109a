/** @module-tag slow */
import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { createLedger } from "../../../data/ledger/ledger.ts";
import type { DrawRequest } from "../../../data/ledger/opening.ts";
import { countRequests } from "../../support/count-requests.ts";
import { attemptOf } from "../../support/draw-records.ts";
import { type Interruption, interruptRequests } from "../../support/interrupt-requests.ts";
import { UNSEALED } from "../../support/persons.ts";
import { recordLog } from "../../support/record-log.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const LEASE = 1_800;
const later = new Date(now.getTime() + LEASE * 1_000);
const COUNTER = { ledger: "numbers", entry: "counter" };

function request(drawId: string, time = now): DrawRequest {
  return {
    drawId,
    numOfWinners: 1,
    requestedBy: "U0OPERATOR",
    requestedAt: time.toISOString(),
    seed: "ab".repeat(32),
    sealing: UNSEALED,
    rosterSize: 10,
    eligible: 8,
    leaseExpiresAt: time.getTime() / 1_000 + LEASE,
  };
}

async function start() {
  const db = await startDynamoDb();
  const readCounter = async () =>
    (await db.client.send(new GetCommand({ TableName: db.tables.draws, Key: COUNTER, ConsistentRead: true })))
      .Item;
  return {
    ...db,
    readCounter,
    open: async (drawId: string, time = now) => (await db.ledger.open(request(drawId, time), time)).draw,
    /** Opens a draw in another process, and interrupts one of its requests. */
    openInterrupted(drawId: string, interruption: Interruption) {
      const client = db.connect();
      const control = interruptRequests(client, interruption);
      const opened = createLedger(client, db.tables.draws).open(request(drawId), now);
      return { ...control, opened: opened.then(({ draw }) => draw) };
    },
    async records(): Promise<DrawRecord[]> {
      const { entries } = await db.ledger.history(1_000);
      return entries.flatMap(({ draw }) => draw ?? []).toReversed();
    },
  };
}

type Database = Awaited<ReturnType<typeof start>>;

const numbersOf = (records: readonly DrawRecord[]) => records.map(({ draw_no }) => draw_no);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** Checks that each number up to the newest has a record. */
async function expectNoGap(db: Database) {
  const numbers = numbersOf(await db.records());
  expect(numbers).toEqual(upTo(numbers.length));
  const counter = await db.readCounter();
  expect(numbers).toEqual(expect.arrayContaining(Object.values(counter?.["open"] ?? {})));
  expect(counter?.["last"]).toBe(numbers.length);
}

/** The numbers of the requests of an opening that is not the first of its ledger, and of one more. */
async function listRequests(): Promise<number[]> {
  await using db = await start();
  await db.open("first");
  return upTo((await countRequests(db.client, () => db.open("second"))) + 1);
}

const requests = await listRequests();

describe("numbers", () => {
  test("draws that are opened at the same time cost as much as draws that are opened one after the other", {
    tags: ["slow"],
  }, async () => {
    const DRAWS = 15;
    await using db = await start();
    await db.open("first");
    const inTurn = await countRequests(db.client, async () => {
      for (let i = 0; i < DRAWS; i++) await db.open(`in-turn-${i}`);
    });
    const together = await countRequests(db.client, () =>
      Promise.all(upTo(DRAWS).map((i) => db.open(`together-${i}`))),
    );
    expect(together).toBeLessThanOrEqual(1.2 * inTurn);
    await expectNoGap(db);
  });

  test("begin with 1 if several draws are the first", async () => {
    await using db = await start();
    const draws = await Promise.all(upTo(10).map((i) => db.open(`draw-${i}`)));
    expect(numbersOf(draws).sort((a, b) => a - b)).toEqual(upTo(10));
    await expectNoGap(db);
  });

  test("continue after the newest record if the counter was lost", async () => {
    await using db = await start();
    await db.open("draw-a");
    await db.open("draw-b");
    await db.client.send(new DeleteCommand({ TableName: db.tables.draws, Key: COUNTER }));
    expect(await db.open("draw-c")).toMatchObject({ draw_no: 3, draw_id: "draw-c" });
    await expectNoGap(db);
  });

  test("continue after the newest record if an older counter was restored", async () => {
    await using db = await start();
    for (const i of upTo(4)) await db.open(`draw-${i}`);
    await db.putRecord({ ...COUNTER, last: 1, open: {}, leases: {} });
    expect(await db.open("draw-5")).toMatchObject({ draw_no: 5, draw_id: "draw-5" });
    expect(await db.open("draw-6")).toMatchObject({ draw_no: 6, draw_id: "draw-6" });
    await expectNoGap(db);
  });

  test.each([{ last: "one", open: {}, leases: {} }, { last: 1 }, { last: 1, open: [], leases: {} }])(
    "continue after the newest record where the counter is malformed: %o",
    async (counter) => {
      using log = recordLog();
      await using db = await start();
      await db.open("draw-a");
      await db.putRecord({ ...COUNTER, ...counter });
      expect(await db.ledger.stop("draw-z")).toEqual({ draw: undefined, wasOpened: false });
      expect(await db.open("draw-b")).toMatchObject({ draw_no: 2 });
      expect(log.events("counter-malformed")).toHaveLength(1);
      await expectNoGap(db);
    },
  );
});

describe("an opening that stops at any request", () => {
  test.each(["refused", "lost"] as const)("(%s) is completed by its next run", async (kind) => {
    await using db = await start();
    await db.open("first");
    for (const at of requests) {
      await db.openInterrupted(`draw-${at}`, { kind, at, forGood: true }).opened.catch(() => undefined);
      expect(await db.open(`draw-${at}`)).toMatchObject({ draw_no: at + 1, draw_id: `draw-${at}` });
    }
    await expectNoGap(db);
  });

  test.each(["refused", "lost"] as const)(
    "(%s) opens nothing, or fails, when its end is known",
    async (kind) => {
      await using db = await start();
      await db.open("first");
      for (const at of requests) {
        const id = `draw-${at}`;
        await db.openInterrupted(id, { kind, at, forGood: true }).opened.catch(() => undefined);
        const { draw, wasOpened } = await db.ledger.stop(id);
        if (draw && wasOpened)
          await db.ledger.attempts.failDraw(
            attemptOf(draw),
            { error: "Aborted", cause: "It was stopped.", facts: {} },
            now,
          );
        if (draw && !wasOpened) expect(draw).toMatchObject({ status: "failed", draw_id: id });
        const late = await db.open(id).catch((error: unknown) => error);
        if (draw) expect(late).toMatchObject({ status: "failed", draw_no: draw.draw_no });
        else expect(late).toMatchObject({ name: "DrawFailed" });
        expect((await db.ledger.stop(id)).draw?.draw_no).toBe(draw?.draw_no);
        await expectNoGap(db);
      }
      expect((await db.records()).filter(({ status }) => status === "drawing")).toHaveLength(1);
    },
  );

  test.each(["refused", "lost"] as const)(
    "(%s) leaves no gap after its lease, when the next draw is opened",
    async (kind) => {
      await using db = await start();
      await db.open("first");
      for (const at of requests)
        await db.openInterrupted(`draw-${at}`, { kind, at, forGood: true }).opened.catch(() => undefined);
      await db.open("too-early");
      const { leftBehind } = await db.ledger.open(request("next", later), later);
      expect(leftBehind.length).toBeGreaterThan(0);
      for (const draw of leftBehind)
        expect(draw).toMatchObject({ status: "drawing", requested_by: "U0OPERATOR" });
      await expectNoGap(db);
    },
  );

  test("and continues after another run has opened the draw: it changes nothing", async () => {
    await using db = await start();
    await db.open("first");
    for (const at of requests) {
      const id = `draw-${at}`;
      const slow = db.openInterrupted(id, { kind: "paused", at });
      await Promise.race([slow.reached, slow.opened]);
      const draw = await db.open(id);
      slow.resume();
      expect(await slow.opened).toEqual(draw);
      await expectNoGap(db);
    }
  });

  test("and continues after its execution was stopped: it opens nothing, or a failed draw", async () => {
    await using db = await start();
    await db.open("first");
    for (const at of requests) {
      const id = `draw-${at}`;
      const slow = db.openInterrupted(id, { kind: "paused", at });
      await Promise.race([slow.reached, slow.opened]);
      const { draw, wasOpened } = await db.ledger.stop(id);
      if (draw && wasOpened)
        await db.ledger.attempts.failDraw(
          attemptOf(draw),
          { error: "Aborted", cause: "It was stopped.", facts: {} },
          now,
        );
      slow.resume();
      const late = await slow.opened.then(
        ({ draw_no }) => draw_no,
        (error: Error) => error.name,
      );
      expect(late).toBe(
        draw ? draw.draw_no : late === "DrawFailed" ? late : (await db.ledger.stop(id)).draw?.draw_no,
      );
      await expectNoGap(db);
    }
    expect((await db.records()).filter(({ status }) => status === "drawing")).toHaveLength(1);
  });
});

describe("a number that a second delivery has reserved", () => {
  /** A run that sees no number, and reserves one after another run has opened the draw. */
  test("gets a failed record that says so, and belongs to no draw", async () => {
    await using db = await start();
    await db.open("first");
    const first = db.openInterrupted("draw-a", { kind: "paused", at: 2 });
    await first.reached;
    // The second run finds the stored request, and is paused before it reserves a number.
    const second = db.openInterrupted("draw-a", { kind: "paused", at: 3 });
    await second.reached;
    first.resume();
    expect(await first.opened).toMatchObject({ draw_no: 2, status: "drawing" });
    await db.open("draw-b");
    second.resume();
    expect(await second.opened).toMatchObject({ draw_no: 2, draw_id: "draw-a", status: "drawing" });
    expect(await db.ledger.read(4)).toMatchObject({
      draw_id: "unused-4",
      status: "failed",
      error: "NumberUnused",
      cause: "This number was reserved for a second delivery of the request of draw 2.",
      claims_released: true,
      announced_at: now.toISOString(),
    });
    expect(await db.ledger.read(4)).not.toHaveProperty("pending");
    await expectNoGap(db);
  });
});

test("an execution is known as stopped once it has ended before it opened a draw", async () => {
  await using db = await start();
  await db.open("opened");
  expect(await db.ledger.isStopped("stopped")).toBe(false);
  for (const id of ["opened", "stopped"]) await db.ledger.stop(id);
  expect(await db.ledger.isStopped("stopped")).toBe(true);
  expect(await db.ledger.isStopped("opened")).toBe(false);
});

describe("a damaged item", () => {
  test("a reservation without a request is dropped, and does not stop other draws", async () => {
    await using db = await start();
    await db.open("draw-a");
    await db.putRecord({ ...COUNTER, last: 1, open: { lost: 7 }, leases: { lost: 0 } });
    expect(await db.open("draw-b", later)).toMatchObject({ draw_no: 2 });
    expect((await db.readCounter())?.["open"]).toEqual({});
  });

  test("a malformed request of another execution is logged, and does not stop other draws", async () => {
    using log = recordLog();
    await using db = await start();
    await db.open("draw-a");
    await db.client.send(
      new PutCommand({
        TableName: db.tables.draws,
        Item: { ledger: "draw-ids", entry: "malformed", opening: { seed: 5 } },
      }),
    );
    await db.putRecord({ ...COUNTER, last: 2, open: { malformed: 2 }, leases: { malformed: 0 } });
    expect(await db.open("draw-b", later)).toMatchObject({ draw_no: 3 });
    expect(log.events("number-not-completed")).toMatchObject([{ draw_no: 2, error: "InvalidItem" }]);
  });
});
