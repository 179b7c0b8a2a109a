import { describe, expect, test } from "vitest";
import { drawRecord, formatStored, winnersAfter } from "../../../data/ledger/draw-record.ts";
import { drawnRecord, winnerAt } from "../../support/draw-records.ts";

/** Two wins; the second was redrawn, and then the draw was voided. */
const winners = [
  winnerAt(1, { void: { revision: 2 } }),
  winnerAt(2, { void: { revision: 1 } }),
  winnerAt(3, { void: { revision: 2 } }),
  winnerAt(4, { replaces: "E0002", void: { revision: 2 } }),
];

const common = {
  requested_at: "2026-06-15T12:00:00.000Z",
  revised_at: "2026-06-15T12:00:01.000Z",
  walked_from: 4,
  winners: [],
  pages: [],
  receipt: "ab".repeat(32),
};
const redraw = { ...common, revision_id: "r1", kind: "redraw", voided: ["E0002"], winners: [winnerAt(4)] };
const cancel = { ...common, revision_id: "r2", kind: "void" };

function parseDrawn(more: object) {
  const record = drawRecord.parse({ ...drawnRecord(), winners, ...more });
  if (record.status !== "drawn") throw new Error("The draw is not decided.");
  return record;
}

test("the winners after each revision are those whose wins were not cancelled by then, replacements in their places", () => {
  const after = (revisions: number) => winnersAfter(winners, revisions).map(({ employee_id }) => employee_id);
  expect(after(0)).toEqual(["E0001", "E0002", "E0003"]);
  expect(after(1)).toEqual(["E0001", "E0004", "E0003"]);
  expect(after(2)).toEqual([]);
});

describe("whose wins a void cancels", () => {
  test("is not stored a second time, and is named by the record", () => {
    const { revisions } = parseDrawn({ revisions: [redraw, cancel] });
    expect(revisions.map(({ voided }) => voided)).toEqual([["E0002"], ["E0001", "E0004", "E0003"]]);
    const [first, second] = revisions.map((revision) => formatStored(revision));
    expect(first).toMatchObject({ revision_id: "r1", voided: ["E0002"] });
    expect(second).not.toHaveProperty("voided");
  });

  test("is named while it is under way", () => {
    const standing = winners.map(({ void: by, ...winner }) =>
      by?.revision === 1 ? { ...winner, void: by } : winner,
    );
    const { revising } = parseDrawn({
      winners: standing,
      revisions: [redraw],
      attempt_id: "r2",
      revising: { kind: "void", requested_at: common.requested_at },
    });
    expect(revising?.voided).toEqual(["E0001", "E0004", "E0003"]);
  });
});
