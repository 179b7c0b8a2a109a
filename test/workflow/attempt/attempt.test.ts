import { expect, test } from "vitest";
import { findAttempt, isExpired, readAttempt, restOfOrder } from "../../../workflow/attempt/attempt.ts";
import { leaseBeyond } from "../../../workflow/attempt/leases.ts";
import {
  drawingRecord,
  drawnRecord,
  failedRecord,
  revisionRecord,
  winnerAt,
} from "../../support/draw-records.ts";

const draw = drawingRecord({ num_of_winners: 3, claim_round: 2, candidates: new Set(["E0009"]) });
const asked = { requested_at: "2026-06-15T12:00:03.000Z" };
const redrawing = drawnRecord({
  winners: [winnerAt(1), winnerAt(2)],
  walked: 5,
  attempt_id: "redraw",
  revising: { ...asked, kind: "redraw", voided: ["E0002"] },
});
const voiding = drawnRecord({
  winners: [winnerAt(1), winnerAt(2)],
  attempt_id: "void",
  revising: { ...asked, kind: "void", voided: ["E0001", "E0002"] },
});

/** Five minutes before the end of the lease. */
const last = new Date((draw.lease_expires_at - 300) * 1_000);
const before = new Date(last.getTime() - 1);

test("a draw's own attempt wants all its winners, from the first position on", () => {
  expect(findAttempt(draw)).toMatchObject({
    id: "execution-7",
    drawNo: 7,
    drawId: "execution-7",
    round: 2,
    candidates: new Set(["E0009"]),
    numOfWinners: 3,
    startPosition: 0,
    pastWinners: new Set(),
  });
});

test("a redraw wants one winner for each voided win, from the first unvisited position on, and no past winner", () => {
  expect(findAttempt(redrawing)).toMatchObject({
    id: "redraw",
    drawId: "execution-7",
    numOfWinners: 1,
    startPosition: 5,
    pastWinners: new Set(["E0001", "E0002"]),
  });
});

test("a void wants no winner", () => {
  expect(findAttempt(voiding)).toMatchObject({ id: "void", numOfWinners: 0 });
});

test("a draw that has ended has no attempt under way", () => {
  expect(findAttempt(drawnRecord())).toBeUndefined();
  expect(findAttempt(failedRecord())).toBeUndefined();
});

test.each([
  ["a draw", draw, "execution-7"],
  ["a redraw", redrawing, "redraw"],
])("%s is worked on until five minutes before its lease expires", (_, record, id) => {
  expect(leaseBeyond(last)).toBe(record.lease_expires_at);
  expect(readAttempt(record, id, before)).toMatchObject({ attempt: { id } });
  expect(() => readAttempt(record, id, last)).toThrow(
    expect.objectContaining({
      name: "LeaseExpired",
      message: `The lease of attempt ${id} of draw 7 has expired.`,
    }),
  );
});

test("a lease has expired from its last second on", () => {
  const attempt = findAttempt(draw);
  if (!attempt) throw new Error("There is no attempt.");
  expect(isExpired(attempt, new Date(draw.lease_expires_at * 1_000 - 1))).toBe(false);
  expect(isExpired(attempt, new Date(draw.lease_expires_at * 1_000))).toBe(true);
});

test("a decided attempt is returned with the number of its revision, regardless of its lease", () => {
  const record = drawnRecord({ revisions: [revisionRecord(1), revisionRecord(2)] });
  const late = new Date("2030-01-01");
  expect(readAttempt(record, "execution-7", late)).toEqual({ decided: { record, revision: 0 } });
  expect(readAttempt(record, "r2", late)).toEqual({ decided: { record, revision: 2 } });
});

const undecided = "Draw 7 is not decided: it has no winners.";
const abandoned = "The revision redraw of draw 7 was abandoned.";

test.each([
  ["a draw that has failed", failedRecord(), "execution-7", "DrawFailed", "Draw 7 has failed: CustomError."],
  ["a revision of a failed draw", failedRecord(), "redraw", "DrawNotDecided", undecided],
  ["a revision of a draw under way", draw, "redraw", "DrawNotDecided", undecided],
  ["an abandoned revision", drawnRecord(), "redraw", "RevisionEnded", abandoned],
  ["a revision of a draw with another one under way", voiding, "redraw", "RevisionEnded", abandoned],
])("%s cannot be worked on, and the error says why", (_, record, id, name, message) => {
  expect(() => readAttempt(record, id, before)).toThrow(expect.objectContaining({ name, message }));
});

test("an attempt visits each position of the ring at most once, from its start position on", () => {
  const attempt = findAttempt({ ...redrawing, roster_size: 10 });
  if (!attempt) throw new Error("There is no attempt.");
  expect(restOfOrder(attempt, 5)).toEqual({ from: 5, length: 10 });
  expect(restOfOrder(attempt, 8)).toEqual({ from: 8, length: 7 });
});
