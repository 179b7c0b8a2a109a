import { expect, test } from "vitest";
import type { DrawnRecord } from "../../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "../../../workflow/draw/eligibility.ts";
import { findVisits } from "../../../workflow/draw/find-visits.ts";
import { drawnRecord, revisionRecord, winnerAt } from "../../support/draw-records.ts";

const visited = (
  lottery_serial: number,
  outcome: VisitedPosition["outcome"],
  draw_no?: number,
): VisitedPosition => ({
  lottery_serial,
  outcome,
  ...(outcome !== "gap" &&
    outcome !== "changed" && {
      person: "ab".repeat(32),
      employee_id: winnerAt(lottery_serial).employee_id,
      employee_name: winnerAt(lottery_serial).employee_name,
    }),
  ...(draw_no !== undefined && { draw_no }),
});
const find = (draw: DrawnRecord, attempts: VisitedPosition[][], serial: number) =>
  findVisits(draw, attempts, { ...winnerAt(serial) });

test("a person who was not visited has no visits", () => {
  expect(find(drawnRecord(), [[visited(1, "chosen")]], 2)).toEqual({ serial: 2, own: [], other: undefined });
});

test("a visit has its position in the order, which is a ring, and the number of its redraw", () => {
  const draw = drawnRecord({
    roster_size: 3,
    winners: [winnerAt(1, { void: { revision: 2 } }), winnerAt(3, { replaces: "E0001" })],
    revisions: [revisionRecord(1), revisionRecord(2)],
  });
  const attempts = [
    [visited(2, "held", 5), visited(1, "chosen")],
    [visited(3, "gap")],
    [visited(2, "chosen")],
  ];
  const common = { lostTo: undefined, cancelledBy: undefined };
  expect(find(draw, attempts, 2).own).toEqual([
    { position: 0, revision: undefined, visited: visited(2, "held", 5), ...common },
    { position: 0, revision: 2, visited: visited(2, "chosen"), ...common },
  ]);
  expect(find(draw, attempts, 3).own).toMatchObject([{ position: 2, revision: 1 }]);
});

test("a win names the redraw or void that cancelled it", () => {
  const draw = drawnRecord({
    winners: [
      winnerAt(1, { void: { revision: 1 } }),
      winnerAt(2, { replaces: "E0001", void: { revision: 2 } }),
    ],
    revisions: [revisionRecord(1), revisionRecord(2, { kind: "void" })],
  });
  const attempts = [[visited(1, "chosen")], [visited(2, "chosen")], []];
  expect(find(draw, attempts, 1).own).toMatchObject([{ cancelledBy: { revision: 1, kind: "redraw" } }]);
  expect(find(draw, attempts, 2).own).toMatchObject([{ cancelledBy: { revision: 2, kind: "void" } }]);
});

test("a chosen person who was lost to another draw has not won in that attempt", () => {
  const lost = [{ employee_id: "E0001", lottery_serial: 1, draw_no: 8 }];
  const draw = drawnRecord({
    lost,
    winners: [winnerAt(2, { void: { revision: 1 } }), winnerAt(1, { replaces: "E0002" })],
    revisions: [revisionRecord(1)],
  });
  const attempts = [[visited(1, "chosen"), visited(2, "chosen")], [visited(1, "chosen")]];
  expect(find(draw, attempts, 1).own).toMatchObject([
    { lostTo: { drawNo: 8 } },
    { revision: 1, lostTo: undefined },
  ]);
});

test("a person keeps the number with which they were visited", () => {
  const { serial, own } = findVisits(drawnRecord(), [[visited(1, "chosen"), visited(9, "chosen")]], {
    employee_id: "E0001",
    lottery_serial: 9,
  });
  expect(serial).toBe(1);
  expect(own).toMatchObject([{ position: 0 }]);
});

test("visits to the number as that of somebody else, or of an erased person, are not the person's own", () => {
  const { employee_id: _id, employee_name: _name, ...erased } = visited(1, "chosen");
  const newcomer = { employee_id: "E9999", lottery_serial: 1 };
  const attempts = (position: VisitedPosition) => [[visited(2, "left"), position]];
  expect(findVisits(drawnRecord(), attempts(visited(1, "chosen")), newcomer)).toEqual({
    serial: 1,
    own: [],
    other: "another person",
  });
  expect(findVisits(drawnRecord(), attempts(erased), newcomer)).toMatchObject({
    own: [],
    other: "erased person",
  });
});

test("a visit that found nobody, or a changed entry, is a visit to the person who has the number", () => {
  for (const outcome of ["gap", "changed"] as const)
    expect(find(drawnRecord(), [[visited(4, outcome)]], 4).own).toMatchObject([{ visited: { outcome } }]);
});
