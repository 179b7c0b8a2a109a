import { expect, test } from "vitest";
import { createEverybodyToErase } from "../../../workflow/draw/erase-everybody.ts";
import { eraseFromRecord } from "../../../workflow/draw/erase-people.ts";
import {
  drawnRecord,
  failedRecord,
  revisionRecord,
  visitedPerson,
  voidedBy,
  winnerAt,
} from "../../support/draw-records.ts";

const now = new Date("2027-01-01T00:00:00.000Z");
const everybody = createEverybodyToErase(now);
const visit = (lottery_serial: number) => ({
  lottery_serial,
  outcome: "chosen" as const,
  ...visitedPerson(lottery_serial, drawnRecord()),
});

test("all winners, lost people, reasons and salts go; receipts and who asked stay", () => {
  const draw = drawnRecord({
    winners: [
      winnerAt(1, voidedBy(1)),
      winnerAt(2),
      winnerAt(3, { replaces: "E0001", slack_user_id: "U0THREE" }),
    ],
    lost: [{ employee_id: "E0004", lottery_serial: 4 }],
    pages: ["draw"],
    revisions: [
      revisionRecord(1, {
        voided: ["E0001"],
        winners: [winnerAt(3)],
        pages: ["redraw"],
        reason: "x",
        reason_salt: "00".repeat(16),
      }),
    ],
  });
  const pages = new Map([
    ["draw", [visit(1), visit(2), visit(4)]],
    ["redraw", [visit(3)]],
  ]);
  const erased = eraseFromRecord(draw, pages, everybody);
  expect(JSON.stringify(erased)).not.toMatch(/E00|Name \d|U0THREE|"reason"|reason_salt/);
  expect(erased).toMatchObject({
    salts: [],
    receipt: draw.receipt,
    requested_by: "U0OPERATOR",
    names_erased_at: now.toISOString(),
  });
  const later = createEverybodyToErase(new Date("2028-01-01T00:00:00.000Z"));
  expect(eraseFromRecord(erased, pages, later)).toEqual(erased);
});

test("a failed draw loses the names in its error, and keeps its figures", () => {
  const failed = failedRecord({
    error: "DuplicateSerial",
    error_facts: { serial: 5, first: "A", second: "B" },
  });
  expect(eraseFromRecord(failed, new Map(), everybody)).toMatchObject({
    error: "DuplicateSerial",
    error_facts: { serial: 5 },
    salts: [],
  });
});
