import { expect, test } from "vitest";
import type { ExportedDraw, ExportedPosition } from "../../../workflow/draw/exported-draw.ts";
import { countSkipped, followPositions } from "../../../workflow/draw/follow-positions.ts";
import { readExample } from "../../support/algorithm-doc.ts";

/** What is followed of each position of the example, without the position itself. */
const follow = (draw: ExportedDraw) =>
  followPositions(draw).map((attempt) => attempt.map(({ visited: _, ...followed }) => followed));

test("follows people who were lost, whose wins were cancelled, and who have changed since the seal", () => {
  const { positions, revisions } = readExample();
  expect(followPositions(readExample()).map((attempt) => attempt.map(({ visited }) => visited))).toEqual(
    [{ positions }, ...revisions].map((attempt) => attempt.positions),
  );
  expect(follow(readExample())).toEqual([
    [
      { position: 0 },
      { position: 1 },
      { position: 2, lostTo: { drawNo: 8 } },
      { position: 3, cancelledBy: 2 },
      { position: 4 },
      { position: 5, cancelledBy: 1 },
    ],
    [
      { position: 6, since: "taken" },
      { position: 7, since: "left" },
      { position: 8 },
      { position: 9 },
      { position: 10, cancelledBy: 2 },
    ],
    [],
  ]);
});

test("counts positions around the order", () => {
  const positions = follow({ ...readExample(), roster_size: 8 }).flat();
  expect(positions.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2]);
});

test.each<[Partial<ExportedPosition>, string | undefined]>([
  [{ outcome: "left", sealed_as: "left" }, undefined],
  [{ outcome: "left", sealed_as: "free" }, "left"],
  [{ outcome: "left", sealed_as: "taken" }, "left"],
  [{ outcome: "chosen", sealed_as: "left" }, "returned"],
  [{ outcome: "won", sealed_as: "left" }, "returned"],
  [{ outcome: "chosen", sealed_as: "free" }, undefined],
  [{ outcome: "chosen", sealed_as: "taken" }, "freed"],
  [{ outcome: "held", sealed_as: "free" }, "taken"],
  [{ outcome: "held", sealed_as: "taken" }, undefined],
  [{ outcome: "won", sealed_as: "free", draw_no: 3 }, "taken"],
  [{ outcome: "won", sealed_as: "taken" }, undefined],
  // A win in the draw itself is later than its seal.
  [{ outcome: "won", sealed_as: "free", draw_no: 7 }, undefined],
  [{ outcome: "chosen", sealed_as: undefined }, undefined],
])("says what has changed since the seal for %o", (change, since) => {
  const draw = readExample();
  Object.assign(draw.positions[3] ?? {}, change);
  expect(follow(draw)[0]?.[3]?.since).toBe(since);
});

test("counts who was skipped by reason, without the winners", () => {
  expect([...countSkipped(followPositions(readExample()).flat())]).toEqual([
    ["excluded", 1],
    ["won", 2],
    ["lost", 1],
    ["department", 1],
    ["held", 1],
    ["left", 1],
    ["changed", 1],
  ]);
});
