/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { winsOf } from "../../../data/people/claim.ts";
import type { Claims } from "../../../data/people/claims.ts";
import { runBetween } from "../../support/run-between.ts";
import { createStores, startDynamoDb } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const EXPIRES = now.getTime() / 1_000 + 1_800;
/** More than any operation takes. */
const MOST_REQUESTS = 8;

let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db[Symbol.asyncDispose]());

type Operation = (claims: Claims, id: string) => Promise<unknown>;

const by = (drawNo: number) => ({
  drawId: `draw-${drawNo}`,
  drawNo,
  campaignNo: drawNo,
  round: 0,
  expiresAt: EXPIRES,
});

const finalize =
  (drawNo: number): Operation =>
  (claims, id) =>
    claims.finalize(id, {
      drawId: `draw-${drawNo}`,
      drawNo,
      campaignNo: drawNo,
      wonAt: now.toISOString(),
      mayBeGone: false,
    });

const markVoid =
  (drawNo: number): Operation =>
  (claims, id) =>
    claims.markVoid(id, `draw-${drawNo}`);

const release =
  (drawNo: number): Operation =>
  (claims, id) =>
    claims.release(id, `draw-${drawNo}`, 0);

/** Claims an earlier winner like a draw of the next campaign, which tries again if the item has changed. */
const claimOver =
  (drawNo: number): Operation =>
  async (claims, id) => {
    const read = async () => (await claims.claim(id, by(drawNo), now)) || claims.readOne(id);
    for (let item = await read(); item !== true; item = await read())
      if (await claims.claim(id, by(drawNo), now, item)) return;
  };

/** The person has won draw 1. */
const winner: Operation = (claims, id) =>
  claims.finalize(id, {
    drawId: "draw-1",
    drawNo: 1,
    campaignNo: 1,
    wonAt: now.toISOString(),
    mayBeGone: true,
  });

/** Draw 2, of the next campaign, has claimed them. */
const claimed: Operation = async (claims, id) => {
  await winner(claims, id);
  await claimOver(2)(claims, id);
};

/** They have won draw 2, too. */
const winnerOfTwo: Operation = async (claims, id) => {
  await claimed(claims, id);
  await finalize(2)(claims, id);
};

async function describePerson(id: string) {
  const item = await db.claims.readOne(id);
  const holder = (item?.held_until ?? item?.claim_expires_at) ? item?.draw_no : undefined;
  return { wins: item ? winsOf(item).map(({ draw_no }) => draw_no) : [], holder };
}

/** Operations that may meet, and what must be true afterwards, in whatever order their requests are served. */
const meetings: [
  string,
  Operation,
  [string, Operation],
  [string, Operation],
  { wins: number[]; holder?: number },
][] = [
  ["claimed", claimed, ["release", release(2)], ["void of the earlier win", markVoid(1)], { wins: [] }],
  ["claimed", claimed, ["finalize", finalize(2)], ["void of the earlier win", markVoid(1)], { wins: [2] }],
  [
    "claimed",
    claimed,
    ["release", release(2)],
    ["late finalize of the earlier win", finalize(1)],
    { wins: [1] },
  ],
  [
    "claimed",
    claimed,
    ["finalize", finalize(2)],
    ["late finalize of the earlier win", finalize(1)],
    { wins: [1, 2] },
  ],
  ["claimed", claimed, ["release", release(2)], ["a second release", release(2)], { wins: [1] }],
  ["claimed", claimed, ["finalize", finalize(2)], ["a second finalize", finalize(2)], { wins: [1, 2] }],
  [
    "claimed",
    claimed,
    ["void of the earlier win", markVoid(1)],
    ["the same void", markVoid(1)],
    { wins: [], holder: 2 },
  ],
  [
    "winner",
    winner,
    ["claim", claimOver(2)],
    ["void of the earlier win", markVoid(1)],
    { wins: [], holder: 2 },
  ],
  ["winner", winner, ["claim", claimOver(2)], ["the same claim", claimOver(2)], { wins: [1], holder: 2 }],
  [
    "winner",
    winner,
    ["claim", claimOver(2)],
    ["late finalize of the earlier win", finalize(1)],
    { wins: [1], holder: 2 },
  ],
  [
    "winner of two",
    winnerOfTwo,
    ["void of the first win", markVoid(1)],
    ["void of the second win", markVoid(2)],
    { wins: [] },
  ],
  [
    "winner of two",
    winnerOfTwo,
    ["void of the first win", markVoid(1)],
    ["claim", claimOver(3)],
    { wins: [2], holder: 3 },
  ],
  [
    "winner of two",
    winnerOfTwo,
    ["void of the second win", markVoid(2)],
    ["claim", claimOver(3)],
    { wins: [1], holder: 3 },
  ],
  [
    "winner of two",
    winnerOfTwo,
    ["void of the second win", markVoid(2)],
    ["late finalize of the first", finalize(1)],
    { wins: [1] },
  ],
];

/** Runs `first`, and `second` before its request with the index `at`. Returns false if `first` has fewer requests. */
async function meet(id: string, at: number, start: Operation, first: Operation, second: Operation) {
  await start(db.claims, id);
  const client = db.connect();
  const gotThere = runBetween(client, at, () => second(db.claims, id));
  await first(createStores(client, db.tables).claims, id);
  return gotThere();
}

describe("whichever request of one comes between those of the other, nothing is lost and nobody stays held", () => {
  test.each(meetings)("%s: %j and %j", async (state, start, [a, first], [b, second], expected) => {
    for (const [x, y, name] of [
      [first, second, a],
      [second, first, b],
    ] as const)
      for (let at = 0; at < MOST_REQUESTS; at++) {
        const id = `${state} ${a} ${b} ${name} ${at}`;
        if (!(await meet(id, at, start, x, y))) break;
        expect(await describePerson(id), `${name}, request ${at}`).toEqual({
          holder: undefined,
          ...expected,
        });
      }
  });
});
