import { describe, expect, test } from "vitest";
import type { DrawnRecord, EndedRecord } from "../../../data/ledger/draw-record.ts";
import type { PersonTraces } from "../../../data/people/person-traces.ts";
import type { VisitedPosition } from "../../../workflow/draw/eligibility.ts";
import {
  eraseFromRecord,
  findNamedPositions,
  type VisitedPages,
} from "../../../workflow/draw/erase-people.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { createSalts } from "../../../workflow/draw/salts.ts";
import {
  drawnRecord,
  failedRecord,
  revisionRecord,
  visitedPerson,
  voidedBy,
  winnerAt,
} from "../../support/draw-records.ts";
import { SALTS } from "../../support/persons.ts";

const ROSTER = { salts: SALTS, roster_size: 1_000 };

function visit(lottery_serial: number, outcome: "chosen" | "won" = "chosen"): VisitedPosition {
  return { lottery_serial, outcome, ...visitedPerson(lottery_serial, ROSTER) };
}

const digestOf = (serial: number) => visitedPerson(serial, ROSTER).person;

const placeholderOf = (serial: number) => ({
  employee_id: `erased-${digestOf(serial).slice(0, 32)}`,
  employee_name: "erased",
  lottery_serial: serial,
  erased: digestOf(serial),
});

/** The person with this serial: `E0005`, `Name 5`. */
function personAt(serial: number, more: Partial<PersonTraces> = {}): PersonTraces {
  const { employee_id, employee_name, lottery_serial } = winnerAt(serial);
  return { employee_id, names: [employee_name], slack_user_ids: [], lottery_serial, ...more };
}

function erase(draw: EndedRecord, pages: VisitedPages, person: PersonTraces) {
  return eraseFromRecord(draw, pages, createPersonToErase(person));
}

/** 1 was lost to another draw. 2 and 5 won. 5 was replaced by 7, and 7 by 9. Then the draw was voided. */
const draw = drawnRecord({
  winners: [
    winnerAt(2, voidedBy(3)),
    winnerAt(5, { ...voidedBy(1), slack_user_id: "U0FIVE" }),
    winnerAt(7, { ...voidedBy(2), replaces: "E0005", slack_user_id: "U0SEVEN" }),
    winnerAt(9, { ...voidedBy(3), replaces: "E0007" }),
  ],
  lost: [{ employee_id: "E0001", lottery_serial: 1, draw_no: 3 }],
  pages: ["draw"],
  revisions: [
    revisionRecord(1, {
      voided: ["E0005"],
      winners: [winnerAt(7, { slack_user_id: "U0SEVEN" })],
      pages: ["first"],
      reason: "is away",
      reason_salt: "0f".repeat(16),
      reason_digest: "ab".repeat(32),
    }),
    revisionRecord(2, {
      voided: ["E0007"],
      winners: [winnerAt(9)],
      pages: ["second"],
      reason: "E0005 and E00077 know why",
      reason_salt: "0e".repeat(16),
      reason_digest: "cd".repeat(32),
    }),
    revisionRecord(3, { kind: "void", voided: ["E0002", "E0009"] }),
  ],
});

const pages: VisitedPages = new Map([
  ["draw", [visit(1), visit(2), visit(4, "won"), visit(5)]],
  ["first", [visit(7)]],
  ["second", [visit(9)]],
  ["not used", [visit(5), visit(8)]],
]);

const drawn = (record: EndedRecord): DrawnRecord => {
  if (record.status !== "drawn") throw new Error("The draw has failed.");
  return record;
};

describe("a winner who is erased", () => {
  const erased = drawn(erase(draw, pages, personAt(7, { slack_user_ids: ["U0SEVEN"] })));

  test("has placeholders with the digest wherever the record names them, and no Slack id", () => {
    expect(erased.winners[2]).toEqual({ ...placeholderOf(7), ...voidedBy(2), replaces: "E0005" });
    expect(erased.revisions[0]?.winners).toEqual([placeholderOf(7)]);
    expect(erased.revisions[1]?.voided).toEqual([placeholderOf(7).employee_id]);
    expect(erased.winners[3]).toMatchObject({ replaces: placeholderOf(7).employee_id });
    expect(JSON.stringify(erased)).not.toMatch(/E0007|Name 7|U0SEVEN/);
  });

  test("leaves everybody else, and what the receipts cover, as it was", () => {
    const { winners, revisions, salts: _, ...rest } = erased;
    const { winners: allWinners, revisions: allRevisions, salts: _s, ...all } = draw;
    expect(rest).toEqual(all);
    expect([winners[0], winners[1]]).toEqual(allWinners.slice(0, 2));
    expect(winners[3]).toMatchObject({ ...winnerAt(9), ...voidedBy(3) });
    expect(revisions[0]).toEqual({ ...allRevisions[0], winners: [placeholderOf(7)] });
    expect(revisions[2]).toEqual(allRevisions[2]);
  });

  test("takes with them the reason of the redraw that cancelled their win, but not its digest", () => {
    expect(erased.revisions[1]).not.toHaveProperty("reason");
    expect(erased.revisions[1]).not.toHaveProperty("reason_salt");
    expect(erased.revisions[1]).toMatchObject({ reason_digest: "cd".repeat(32) });
  });

  test("and every other reason that names them", () => {
    const { revisions } = drawn(erase(draw, pages, personAt(5)));
    expect(revisions.map(({ reason }) => reason)).toEqual([undefined, undefined, undefined]);
    const { revisions: kept } = drawn(erase(draw, pages, personAt(2)));
    expect(kept.map(({ reason }) => reason)).toEqual(["is away", "E0005 and E00077 know why", undefined]);
  });

  test("and is erased from both of two records that were erased one after the other", () => {
    const both = drawn(erase(erased, pages, personAt(5)));
    expect(both.winners.map(({ employee_id }) => employee_id)).toEqual([
      "E0002",
      placeholderOf(5).employee_id,
      placeholderOf(7).employee_id,
      "E0009",
    ]);
    expect(both.winners[2]).toMatchObject({ replaces: placeholderOf(5).employee_id });
  });
});

test("a person who was lost to another draw has the digest from the visit log", () => {
  const erased = drawn(erase(draw, pages, personAt(1)));
  expect(erased.lost).toEqual([{ employee_id: placeholderOf(1).employee_id, lottery_serial: 1, draw_no: 3 }]);
  const withoutPage = new Map([...pages].filter(([key]) => key !== "draw"));
  expect(() => erase(draw, withoutPage, personAt(1))).toThrow("visit log");
  expect(() => erase(draw, withoutPage, personAt(3))).not.toThrow();
});

test("the visit log names a person on every page, also on one that no attempt refers to", () => {
  const found = findNamedPositions(pages, createPersonToErase(personAt(5)));
  expect(found).toEqual([
    { page: "draw", index: 3, employeeId: "E0005" },
    { page: "not used", index: 0, employeeId: "E0005" },
  ]);
});

test("erasing a second time changes nothing", () => {
  for (const person of [personAt(1), personAt(7), personAt(8), personAt(700)]) {
    const once = erase(draw, pages, person);
    const named = findNamedPositions(pages, createPersonToErase(person));
    const erasedPages = new Map(
      [...pages].map(([key, positions]) => [
        key,
        positions.map(({ employee_id, employee_name, ...position }, index) =>
          named.some((each) => each.page === key && each.index === index)
            ? position
            : { ...position, employee_id, employee_name },
        ),
      ]),
    );
    expect(erase(once, pages, person)).toEqual(once);
    expect(erase(once, erasedPages, person)).toEqual(once);
  }
});

describe("of the salts", () => {
  const erasedSerials = (record: EndedRecord) => {
    const { saltOf } = createSalts(record.salts, record.roster_size);
    return Array.from({ length: record.roster_size }, (_, i) => i + 1).filter((serial) => !saltOf(serial));
  };

  test("only the person's own is erased, also from a draw that did not visit them or has failed", () => {
    expect(erasedSerials(erase(draw, pages, personAt(7)))).toEqual([7]);
    expect(erasedSerials(erase(draw, pages, personAt(700)))).toEqual([700]);
    expect(erasedSerials(erase(failedRecord(), new Map(), personAt(700)))).toEqual([700]);
  });

  test("none is erased from a draw whose roster did not have the serial yet", () => {
    expect(erase(draw, pages, personAt(1_001)).salts).toBe(draw.salts);
    const malformed = failedRecord({ roster_size: 0 });
    expect(erase(malformed, new Map(), personAt(1)).salts).toBe(malformed.salts);
  });

  test("that of another person is kept who had the serial in this draw", () => {
    const moved = personAt(7, { lottery_serial: 8 });
    expect(erasedSerials(erase(draw, pages, moved))).toEqual([7]);
    expect(erasedSerials(erase(draw, pages, personAt(1, { employee_id: "E9", lottery_serial: 8 })))).toEqual(
      [],
    );
  });

  test("that of an earlier serial of the person is erased where the draw names them with it", () => {
    const moved = personAt(7, { lottery_serial: 3 });
    expect(erasedSerials(erase(draw, pages, moved))).toEqual([3, 7]);
    const { lottery_serial: _, ...gone } = personAt(7);
    expect(erasedSerials(erase(draw, pages, gone))).toEqual([7]);
  });
});

describe("the person who asked for a draw", () => {
  const operator = personAt(7, { slack_user_ids: ["U0OPERATOR"] });

  test("is removed from draws, which no receipt covers, but not from redraws and voids", () => {
    const revised = { ...draw, revisions: [revisionRecord(1, { requested_by: "U0OPERATOR" })] };
    const erased = drawn(erase({ ...revised, winners: [winnerAt(2)] }, pages, operator));
    expect(erased).not.toHaveProperty("requested_by");
    expect(erased.revisions[0]).toMatchObject({ requested_by: "U0OPERATOR" });
    expect(erase(failedRecord(), new Map(), operator)).not.toHaveProperty("requested_by");
  });

  test("stays if it is somebody else", () => {
    expect(erase(draw, pages, personAt(7))).toMatchObject({ requested_by: "U0OPERATOR" });
  });
});

describe("a failed draw", () => {
  const failure = {
    error: "DuplicateSerial",
    cause: "Name 5 (E0005) and Name 50 (E0050) have the same lottery_serial, 5.",
    error_facts: { serial: 5, first: "Name 5 (E0005)", second: "Name 50 (E0050)" },
  };

  test("keeps its error and figures, but no text that names the person", () => {
    const erased = erase(failedRecord(failure), new Map(), personAt(5));
    expect(erased).toMatchObject({ error: "DuplicateSerial", error_facts: { serial: 5 } });
    expect(JSON.stringify(erased)).not.toMatch(/Name 5|E0005|Name 50/);
  });

  test("is recognized by the id alone if the person had another name then", () => {
    const erased = erase(failedRecord(failure), new Map(), personAt(5, { names: ["Other"] }));
    expect(JSON.stringify(erased)).not.toContain("E0005");
  });

  test("keeps its text if that names somebody with a longer id", () => {
    const other = personAt(5, { employee_id: "E005", names: ["Other"] });
    expect(erase(failedRecord(failure), new Map(), other)).toMatchObject(failure);
    const id = personAt(5, { employee_id: "0005", names: ["Other"] });
    expect(erase(failedRecord(failure), new Map(), id)).toMatchObject(failure);
  });
});
