import { afterAll, expect, test } from "vitest";
import { openLedger } from "./open-ledger.ts";

const FIRST = { handed_at: "2026-06-15T12:00:00.000Z", handed_by: "U0FIRST" };
const SECOND = { handed_at: "2026-06-15T12:00:05.000Z", handed_by: "U0SECOND" };

const db = await openLedger();
afterAll(() => db[Symbol.asyncDispose]());
const { handOvers } = db.ledger;

test("of several people who mark a prize at the same time one does, and all see the same mark", async () => {
  const marks = await Promise.all(
    Array.from({ length: 8 }, (_, i) => handOvers.mark(1, "E1", { ...FIRST, handed_by: `U0PERSON${i}` })),
  );
  const [first] = marks;
  expect(marks).toEqual(marks.map(() => first));
  expect(await handOvers.list(1)).toEqual(new Map([["E1", first]]));
});

test("a mark is removed once, and not by somebody who saw an earlier one", async () => {
  await handOvers.mark(2, "E1", FIRST);
  await handOvers.unmark(2, "E1", FIRST.handed_at);
  await handOvers.mark(2, "E1", SECOND);
  await handOvers.unmark(2, "E1", FIRST.handed_at);
  expect(await handOvers.list(2)).toEqual(new Map([["E1", SECOND]]));
});

test("each draw has its own marks, in any number", async () => {
  const ids = Array.from({ length: 60 }, (_, i) => `E${i}`);
  await Promise.all(ids.map((id) => handOvers.mark(3, id, FIRST)));
  await handOvers.mark(30, "E1", FIRST);
  expect([...(await handOvers.list(3)).keys()].toSorted()).toEqual(ids.toSorted());
});

test("the marks of several draws are read together, without those of other draws", async () => {
  for (const [drawNo, id] of [
    [9, "E1"],
    [10, "E1"],
    [10, "$E#2"],
    [12, "王芳"],
    [100, "E1"],
  ] as const)
    await handOvers.mark(drawNo, id, FIRST);
  const found = await handOvers.listBetween(10, 12);
  expect([...found].map(([drawNo, ofDraw]) => [drawNo, [...ofDraw.keys()].toSorted()])).toEqual([
    [10, ["$E#2", "E1"]],
    [12, ["王芳"]],
  ]);
});

test("who marked a prize can be erased without the mark, and only that person", async () => {
  await handOvers.mark(4, "E1", FIRST);
  await handOvers.eraseAuthor(4, "E1", SECOND.handed_by);
  expect(await handOvers.list(4)).toEqual(new Map([["E1", FIRST]]));
  await handOvers.eraseAuthor(4, "E1", FIRST.handed_by);
  expect(await handOvers.list(4)).toEqual(new Map([["E1", { handed_at: FIRST.handed_at }]]));
  await handOvers.eraseAuthor(4, "E2", FIRST.handed_by);
  expect((await handOvers.list(4)).has("E2")).toBe(false);
});
