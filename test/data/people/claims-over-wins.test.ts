import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Claim } from "../../../data/people/claim.ts";
import { createClaims } from "../../../data/people/claims.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const EXPIRES = now.getTime() / 1_000 + 1_800;

let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db[Symbol.asyncDispose]());

const by = (drawNo: number, campaignNo: number, round = 0) => ({
  drawId: `draw-${drawNo}`,
  drawNo,
  campaignNo,
  round,
  expiresAt: EXPIRES,
});
const winOf = (drawNo: number, campaignNo: number) => ({
  drawId: `draw-${drawNo}`,
  drawNo,
  campaignNo,
  wonAt: "2026-06-15T12:00:01.000Z",
  mayBeGone: true,
});
const win = (drawNo: number, campaignNo: number) => ({
  draw_id: `draw-${drawNo}`,
  draw_no: drawNo,
  campaign_no: campaignNo,
  won_at: "2026-06-15T12:00:01.000Z",
});

async function read(id: string): Promise<Claim> {
  const item = await db.claims.readOne(id);
  if (!item) throw new Error("There is no item.");
  return item;
}

/** A person who has won draw 1 of campaign 1, and whom draw 2 of campaign 2 has claimed. */
async function claimWinner(id: string) {
  await db.claims.finalize(id, winOf(1, 1));
  expect(await db.claims.claim(id, by(2, 2), now)).toBe(false);
  expect(await db.claims.claim(id, by(2, 2), now, await read(id))).toBe(true);
}

describe("a claim on an earlier winner", () => {
  test("keeps the win, and cannot be deleted by DynamoDB", async () => {
    await claimWinner("keeps");
    const item = await read("keeps");
    expect(item).toMatchObject({ draw_id: "draw-2", held_until: EXPIRES, wins: [win(1, 1)] });
    expect(item).not.toHaveProperty("claim_expires_at");
  });

  test("leaves the win when it is released", async () => {
    await claimWinner("released");
    expect(await db.claims.release("released", "draw-9", 0)).toBe(false);
    expect(await db.claims.release("released", "draw-2", 0)).toBe(true);
    expect(await read("released")).toEqual({ employee_id: "released", ...win(1, 1) });
  });

  test("adds its win to the earlier ones when it is final", async () => {
    await claimWinner("final");
    expect(await db.claims.finalize("final", winOf(2, 2))).toBe(true);
    expect(await db.claims.finalize("final", winOf(2, 2))).toBe(true);
    expect(await read("final")).toEqual({ employee_id: "final", ...win(2, 2), wins: [win(1, 1)] });
  });

  test("can be repeated, but not from an earlier round", async () => {
    await claimWinner("repeated");
    expect(await db.claims.claim("repeated", by(2, 2, 1), now, await read("repeated"))).toBe(true);
    expect(await db.claims.claim("repeated", by(2, 2, 0), now, await read("repeated"))).toBe(false);
    expect(await db.claims.claim("repeated", by(2, 2, 1), now)).toBe(false);
    expect(await read("repeated")).toMatchObject({ wins: [win(1, 1)] });
    expect(await db.claims.release("repeated", "draw-2", 0)).toBe(false);
  });

  test("fails if the item has changed since it was read", async () => {
    await db.claims.finalize("changed", winOf(1, 1));
    const before = await read("changed");
    await db.claims.markVoid("changed", "draw-1");
    expect(await db.claims.claim("changed", by(2, 2), now, before)).toBe(false);
    expect(await db.claims.claim("gone", by(2, 2), now, { ...before, employee_id: "gone" })).toBe(false);
  });

  test("keeps a win from before the ledger", async () => {
    await db.fillWinners([{ employee_id: "older" }]);
    expect(await db.claims.claim("older", by(2, 2), now, await read("older"))).toBe(true);
    expect(await db.claims.release("older", "draw-2", 0)).toBe(true);
    expect(await read("older")).toEqual({ employee_id: "older" });
  });
});

describe("voiding one of several wins", () => {
  test("removes the newest, and the one before it counts again", async () => {
    await claimWinner("newest");
    await db.claims.finalize("newest", winOf(2, 2));
    expect(await db.claims.markVoid("newest", "draw-2")).toBe(true);
    expect(await db.claims.markVoid("newest", "draw-2")).toBe(false);
    expect(await read("newest")).toEqual({ employee_id: "newest", ...win(1, 1) });
  });

  test("removes an earlier one", async () => {
    await claimWinner("earlier");
    await db.claims.finalize("earlier", winOf(2, 2));
    expect(await db.claims.markVoid("earlier", "draw-1")).toBe(true);
    expect(await read("earlier")).toEqual({ employee_id: "earlier", ...win(2, 2) });
  });

  test("removes one from under a claim, which can still be released and made final", async () => {
    await claimWinner("claimed");
    expect(await db.claims.markVoid("claimed", "draw-1")).toBe(true);
    expect(await read("claimed")).not.toHaveProperty("wins");
    expect(await db.claims.release("claimed", "draw-2", 0)).toBe(true);
    expect(await db.claims.readOne("claimed")).toBeUndefined();
  });
});

describe("wins that change between the read and the write", () => {
  /** Claims of another process, before whose every write of a whole item `change` happens. */
  const openSlow = (change: () => Promise<unknown>) => {
    const client = db.connect();
    let writes = 0;
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (commandName.startsWith("Put")) {
            writes += 1;
            await change();
          }
          return next(args);
        },
      { step: "initialize" },
    );
    return { claims: createClaims(client, db.tables.winners), writes: () => writes };
  };

  test("a release does not bring back a win that was voided in the meantime", async () => {
    await claimWinner("slow");
    const { claims, writes } = openSlow(() => db.claims.markVoid("slow", "draw-1"));
    expect(await claims.release("slow", "draw-2", 0)).toBe(true);
    expect(await db.claims.readOne("slow")).toBeUndefined();
    expect(writes()).toBe(1);
  });

  test("a void does not release a claim that was made in the meantime", async () => {
    await claimWinner("slow void");
    await db.claims.finalize("slow void", winOf(2, 2));
    const { claims } = openSlow(async () =>
      db.claims.claim("slow void", by(3, 3), now, await read("slow void")),
    );
    expect(await claims.markVoid("slow void", "draw-1")).toBe(true);
    expect(await read("slow void")).toMatchObject({ draw_id: "draw-3", wins: [win(2, 2)] });
  });

  test("after five tries, a release or a void gives up, and says so: nothing is lost", async () => {
    await claimWinner("busy");
    let drawNo = 10;
    /** Adds one more win, below the claim or below the newest win. */
    const addWin = async () => {
      drawNo += 1;
      const { employee_id, wins = [], ...rest } = await read("busy");
      await db.fillWinners([{ employee_id, ...rest, wins: [...wins, win(drawNo, drawNo)] }]);
    };
    const { claims, writes } = openSlow(addWin);
    await expect(claims.release("busy", "draw-2", 0)).rejects.toThrow(
      "The wins of a person changed 5 times while they were released.",
    );
    expect(writes()).toBe(5);
    await db.claims.finalize("busy", winOf(2, 2));
    await expect(claims.markVoid("busy", "draw-1")).rejects.toThrow(
      "The wins of a person changed 5 times while one was cancelled.",
    );
    expect(writes()).toBe(10);
    const { draw_id, wins = [] } = await read("busy");
    expect([draw_id, wins.length, wins[0]]).toEqual(["draw-2", 11, win(1, 1)]);
  });
});

describe("people who cannot win", () => {
  const taken = async (scope: { campaignNo: number; again: boolean }) => {
    const all = await db.claims.readTaken(scope, now);
    return ["keeps", "final", "newest"].map((id) => all.get(id));
  };

  test("are those with a win of the same campaign, or with a claim", async () => {
    expect(await taken({ campaignNo: 1, again: false })).toEqual(["won", "won", "won"]);
    expect(await taken({ campaignNo: 2, again: false })).toEqual(["held", "won", undefined]);
    expect(await taken({ campaignNo: 3, again: false })).toEqual(["held", undefined, undefined]);
    expect(await taken({ campaignNo: 2, again: true })).toEqual(["held", undefined, undefined]);
  });
});
