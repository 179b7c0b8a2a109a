import { expect, test } from "vitest";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const past = now.getTime() / 1_000 - 100;
const expiresAt = now.getTime() / 1_000 + 1_800;

type Db = Awaited<ReturnType<typeof startDynamoDb>>;

const draw = (drawNo: number) => ({ drawId: `draw-${drawNo}`, drawNo, campaignNo: 1, round: 0, expiresAt });

/** Lets draw 1 claim a person, until a time in the past. Returns the claim. */
async function claimUntilPast({ claims }: Db) {
  await claims.claim("E1", { ...draw(1), expiresAt: past }, now);
  const item = await claims.readOne("E1");
  if (!item) throw new Error("There is no claim.");
  return item;
}

test("an expired claim is taken over only if the ledger says that its draw is dead", async () => {
  await using db = await startDynamoDb();
  const item = await claimUntilPast(db);
  expect(await db.claims.claim("E1", draw(2), now)).toBe(false);
  expect(await db.claims.claim("E1", draw(2), now, { ...item, draw_id: "draw-9" })).toBe(false);
  expect(await db.claims.claim("E1", draw(2), now, item)).toBe(true);
  expect(await db.claims.readOne("E1")).toMatchObject({ draw_id: "draw-2" });
});

test.each([
  ["has released", (db: Db): Promise<unknown> => db.claims.release("E1", "draw-1", 0)],
  [
    "has won and voided",
    async (db: Db) => {
      const win = { drawId: "draw-1", drawNo: 1, campaignNo: 1, wonAt: now.toISOString(), mayBeGone: true };
      await db.claims.finalize("E1", win);
      await db.claims.markVoid("E1", "draw-1");
    },
  ],
] as const)("a person whom a dead draw %s after its claim was read can be claimed", async (_, change) => {
  await using db = await startDynamoDb();
  const item = await claimUntilPast(db);
  await change(db);
  expect(await db.claims.claim("E1", draw(2), now, item)).toBe(true);
  expect(await db.claims.readOne("E1")).toMatchObject({ draw_id: "draw-2" });
});
