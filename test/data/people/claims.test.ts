/** @module-tag slow */
import timers from "node:timers/promises";
import { DeleteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { type Claimant, createClaims } from "../../../data/people/claims.ts";
import { replaceExports } from "../../support/replace-exports.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const past = now.getTime() / 1_000 - 100;
const SCOPE = { campaignNo: 1, again: false };

function draw(drawNo: number, more: Partial<Claimant> = {}): Claimant {
  return {
    drawId: `draw-${drawNo}`,
    drawNo,
    campaignNo: 1,
    round: 0,
    expiresAt: now.getTime() / 1_000 + 1_800,
    ...more,
  };
}

function winOf(drawNo: number, mayBeGone = true) {
  return { drawId: `draw-${drawNo}`, drawNo, campaignNo: 1, wonAt: now.toISOString(), mayBeGone };
}

async function start() {
  const db = await startDynamoDb();
  const item = async (employee_id: string) => {
    const key = { TableName: db.tables.winners, Key: { employee_id }, ConsistentRead: true };
    return (await db.client.send(new GetCommand(key))).Item;
  };
  return { ...db, item };
}

test("claims a free person until the lease ends", async () => {
  await using db = await start();
  expect(await db.claims.claim("E1", draw(1), now)).toBe(true);
  expect(await db.item("E1")).toEqual({
    employee_id: "E1",
    draw_id: "draw-1",
    draw_no: 1,
    campaign_no: 1,
    claimed_at: "2026-06-15T12:00:00.000Z",
    claim_round: 0,
    claim_expires_at: Date.parse("2026-06-15T12:30:00Z") / 1_000,
  });
});

test("a draw can repeat its claim", async () => {
  await using db = await start();
  expect(await db.claims.claim("E1", draw(1), now)).toBe(true);
  expect(await db.claims.claim("E1", draw(1), now)).toBe(true);
  expect(await db.claims.claim("E1", draw(1, { round: 1 }), now)).toBe(true);
  expect(await db.item("E1")).toMatchObject({ claim_round: 1 });
});

test("a late step cannot move a claim to an earlier round, where it would be released", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(1, { round: 1 }), now);
  expect(await db.claims.claim("E1", draw(1, { round: 0 }), now)).toBe(false);
  expect(await db.claims.release("E1", "draw-1", 0)).toBe(false);
  expect(await db.item("E1")).toMatchObject({ claim_round: 1 });
});

test("if many draws claim a person at once, one succeeds", async () => {
  await using db = await start();
  const draws = Array.from({ length: 20 }, (_, i) => draw(i + 1));
  const results = await Promise.all(draws.map((by) => db.claims.claim("E1", by, now)));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await db.item("E1")).toMatchObject({ draw_no: results.indexOf(true) + 1 });
});

test("a permanent win is not taken over, unless the caller knows that it does not count", async () => {
  await using db = await start();
  await db.claims.finalize("E1", winOf(1));
  expect(await db.claims.claim("E1", draw(2), now)).toBe(false);
  expect(await db.claims.claim("E1", draw(1), now)).toBe(false);
});

test("a person who won before the ledger existed has won", async () => {
  await using db = await start();
  await db.fillWinners([{ employee_id: "E1" }]);
  expect(await db.claims.claim("E1", draw(1), now)).toBe(false);
  expect(await db.claims.finalize("E1", winOf(1))).toBe(false);
  expect(await db.claims.release("E1", "draw-1", 9)).toBe(false);
  expect(await db.claims.readOne("E1")).toEqual({ employee_id: "E1" });
});

test("a person whose win is void can be claimed by any draw but that one", async () => {
  await using db = await start();
  await db.fillWinners([{ employee_id: "E1", draw_id: "draw-1", draw_no: 1, void: true }]);
  expect(await db.claims.readOne("E1")).toMatchObject({ void: true });
  expect(await db.claims.claim("E1", draw(1), now)).toBe(false);
  expect(await db.claims.finalize("E1", winOf(1))).toBe(false);
  expect(await db.claims.claim("E1", draw(2), now)).toBe(true);
  expect(await db.claims.readOne("E1")).not.toHaveProperty("void");
});

test("a finalized claim is a win that does not expire", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(1), now);
  expect(await db.claims.finalize("E1", winOf(1))).toBe(true);
  expect(await db.claims.finalize("E1", winOf(1))).toBe(true);
  expect(await db.item("E1")).toEqual({
    employee_id: "E1",
    draw_id: "draw-1",
    draw_no: 1,
    campaign_no: 1,
    won_at: "2026-06-15T12:00:00.000Z",
  });
});

test("a decided win is finalized also if DynamoDB has deleted the expired claim", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(1), now);
  await db.client.send(new DeleteCommand({ TableName: db.tables.winners, Key: { employee_id: "E1" } }));
  expect(await db.claims.finalize("E1", winOf(1))).toBe(true);
  expect(await db.item("E1")).toMatchObject({ draw_no: 1, won_at: expect.any(String) });
});

test("a late run does not finalize a void win whose item is gone", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(1), now);
  await db.claims.finalize("E1", winOf(1, false));
  await db.claims.markVoid("E1", "draw-1");
  await db.claims.claim("E1", draw(2), now);
  await db.claims.release("E1", "draw-2", 0);
  expect(await db.claims.finalize("E1", winOf(1, false))).toBe(false);
  expect(await db.claims.readOne("E1")).toBeUndefined();
});

test("a win is not finalized over another draw's claim", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(2), now);
  expect(await db.claims.finalize("E1", winOf(1))).toBe(false);
});

test("a claim is released only by its own draw, in its round or a later one", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(1, { round: 2 }), now);
  expect(await db.claims.release("E1", "draw-2", 2)).toBe(false);
  expect(await db.claims.release("E1", "draw-1", 1)).toBe(false);
  expect(await db.claims.release("E1", "draw-1", 2)).toBe(true);
  expect(await db.claims.release("E1", "draw-1", 2)).toBe(false);
  expect(await db.claims.readOne("E1")).toBeUndefined();
});

test("a win is never released", async () => {
  await using db = await start();
  await db.claims.claim("E1", draw(1), now);
  await db.claims.finalize("E1", winOf(1));
  expect(await db.claims.release("E1", "draw-1", 9)).toBe(false);
  expect(await db.item("E1")).toMatchObject({ draw_no: 1 });
});

test("reads more people than fit in one batch, each of them once", async () => {
  await using db = await start();
  const ids = Array.from({ length: 230 }, (_, i) => `E${i}`);
  await db.fillWinners(ids.filter((_, i) => i % 2 === 0).map((employee_id) => ({ employee_id })));
  const found = await db.claims.read([...ids, "E1", "E228", "E229", "E229"]);
  expect([...found.keys()].toSorted()).toEqual(ids.filter((_, i) => i % 2 === 0).toSorted());
  expect(await db.claims.read([])).toEqual(new Map());
});

test("a malformed item is an error, not a free person", async () => {
  await using db = await start();
  await db.fillWinners([{ employee_id: "E1", draw_no: "seven" }]);
  await expect(db.claims.read(["E1"])).rejects.toMatchObject({
    name: "InvalidItem",
    message: expect.stringMatching(/^An item of the winners' table is malformed: draw_no/),
  });
  await expect(db.claims.readOne("E1")).rejects.toMatchObject({ name: "InvalidItem" });
  expect(await db.claims.claim("E1", draw(1), now)).toBe(false);
});

test("reads the current items, also if other reads lag", async () => {
  await using db = await startDynamoDb({ lagMs: Number.POSITIVE_INFINITY });
  await db.claims.claim("E1", draw(1), now);
  expect([...(await db.claims.read(["E1"])).keys()]).toEqual(["E1"]);
  expect(await db.claims.readOne("E1")).toMatchObject({ draw_no: 1 });
});

describe("if DynamoDB is too busy to process all keys,", () => {
  /** Claims in a DynamoDB that processes none of the first `unprocessed` requests, and the waits between them. */
  async function startBusy(unprocessed: number) {
    const db = await start();
    const waits: number[] = [];
    const replaced = replaceExports(timers, {
      setTimeout(ms, value) {
        waits.push(ms ?? 0);
        return timers.setImmediate(value);
      },
    });
    let requests = 0;
    const client = db.connect();
    client.middlewareStack.add((next) => async (args) => {
      if (++requests > unprocessed) {
        const { output, response } = await next(args);
        return { response, output: { ...output, UnprocessedKeys: undefined } };
      }
      const { RequestItems } = JSON.parse(JSON.stringify(args.input));
      return { response: undefined, output: { $metadata: {}, UnprocessedKeys: RequestItems } };
    });
    return {
      ...db,
      waits,
      requests: () => requests,
      claims: createClaims(client, db.tables.winners),
      async [Symbol.asyncDispose]() {
        replaced[Symbol.dispose]();
        await db[Symbol.asyncDispose]();
      },
    };
  }

  test("they are requested again, after twice as long each time", async () => {
    await using db = await startBusy(7);
    await db.fillWinners([{ employee_id: "E1" }]);
    expect([...(await db.claims.read(["E1", "E2"])).keys()]).toEqual(["E1"]);
    expect(db.waits).toEqual([25, 50, 100, 200, 400, 800, 1_600]);
  });

  test("the read fails after eight requests, and nobody counts as free", async () => {
    await using db = await startBusy(8);
    await expect(db.claims.read(["E1", "E2"])).rejects.toThrow(
      "DynamoDB did not process 2 keys in 8 requests.",
    );
    expect(db.waits).toEqual([25, 50, 100, 200, 400, 800, 1_600]);
    expect(db.requests()).toBe(8);
  });
});

test("winners and claimed people are taken; void wins and expired claims do not count", async () => {
  await using db = await start();
  await db.fillWinners([{ employee_id: "E1" }]);
  await db.claims.finalize("E2", winOf(1));
  await db.claims.claim("E3", draw(2), now);
  await db.claims.claim("E4", draw(3, { expiresAt: past }), now);
  await db.fillWinners([{ employee_id: "E5", draw_id: "draw-1", draw_no: 1, void: true }]);
  expect(await db.claims.readTaken(SCOPE, now)).toEqual(
    new Map([
      ["E1", "won"],
      ["E2", "won"],
      ["E3", "held"],
    ]),
  );
});

test("reads the taken people of all pages, until it is told to stop", async () => {
  await using db = await start();
  const ballast = "x".repeat(300_000);
  const ids = Array.from({ length: 8 }, (_, i) => `E${i}`);
  for (const employee_id of ids) await db.fillWinners([{ employee_id, ballast }]);
  expect(await db.claims.readTaken(SCOPE, now)).toEqual(new Map(ids.map((id) => [id, "won"])));
  await expect(db.claims.readTaken(SCOPE, now, AbortSignal.abort())).rejects.toThrow("aborted");
});

describe("the item of a person who is erased", () => {
  test.each(["a win", "a void win", "a claim", "a win from before the ledger", "no item"])(
    "is deleted as it was read: %s",
    async (kind) => {
      await using db = await start();
      if (kind === "a win from before the ledger") await db.fillWinners([{ employee_id: "E1" }]);
      else if (kind !== "no item") await db.claims.claim("E1", draw(1), now);
      if (kind.endsWith("win")) await db.claims.finalize("E1", winOf(1));
      if (kind === "a void win") await db.claims.markVoid("E1", "draw-1");
      const read = (await db.claims.readOne("E1")) ?? { employee_id: "E1" };
      for (let i = 0; i < 2; i++) expect(await db.claims.erase(read)).toBe(true);
      expect(await db.item("E1")).toBeUndefined();
    },
  );

  test("is kept if a draw has claimed the person, or won them, since it was read", async () => {
    await using db = await start();
    await db.claims.claim("E1", draw(1), now);
    const claimed = (await db.claims.readOne("E1")) ?? { employee_id: "E1" };
    expect(await db.claims.erase({ employee_id: "E1" })).toBe(false);
    await db.claims.finalize("E1", winOf(1));
    expect(await db.claims.erase(claimed)).toBe(false);
    const won = (await db.claims.readOne("E1")) ?? claimed;
    await db.claims.markVoid("E1", "draw-1");
    await db.claims.claim("E1", draw(2), now);
    expect(await db.claims.erase(won)).toBe(false);
    expect(await db.item("E1")).toMatchObject({ draw_id: "draw-2" });
  });
});
