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

test("the winners after each revision are those with valid wins, and replacements have the ranks of the replaced winners", () => {
  const after = (revisions: number) => winnersAfter(winners, revisions).map(({ employee_id }) => employee_id);
  expect(after(0)).toEqual(["E0001", "E0002", "E0003"]);
  expect(after(1)).toEqual(["E0001", "E0004", "E0003"]);
  expect(after(2)).toEqual([]);
});

describe("the wins that a void cancels", () => {
  test("are not stored twice, and the parsed record names them", () => {
    const { revisions } = parseDrawn({ revisions: [redraw, cancel] });
    expect(revisions.map(({ voided }) => voided)).toEqual([["E0002"], ["E0001", "E0004", "E0003"]]);
    const [first, second] = revisions.map((revision) => formatStored(revision));
    expect(first).toMatchObject({ revision_id: "r1", voided: ["E0002"] });
    expect(second).not.toHaveProperty("voided");
  });

  test("are named while the void is under way", () => {
    const current = winners.map(({ void: by, ...winner }) =>
      by?.revision === 1 ? { ...winner, void: by } : winner,
    );
    const { revising } = parseDrawn({
      winners: current,
      revisions: [redraw],
      attempt_id: "r2",
      revising: { kind: "void", requested_at: common.requested_at },
    });
    expect(revising?.voided).toEqual(["E0001", "E0004", "E0003"]);
  });
});

test("a lost candidate is a person with a serial, and the draw that had claimed them", () => {
  const lost = { employee_id: "E0005", lottery_serial: 5, draw_no: 3 };
  expect(parseDrawn({ lost: [lost] }).lost).toEqual([lost]);
  for (const fault of [{ employee_id: "" }, { lottery_serial: 0 }, { draw_no: 0 }])
    expect(drawRecord.safeParse({ ...drawnRecord(), lost: [{ ...lost, ...fault }] }).success).toBe(false);
});

describe("a list of winners", () => {
  const mark = { revision: 1 };

  test.each([
    ["replace themselves", [winnerAt(1, { void: mark }), winnerAt(1, { void: mark, replaces: "E0001" })]],
    [
      "replace each other in turn",
      [
        winnerAt(1, { void: mark }),
        winnerAt(2, { void: mark, replaces: "E0001" }),
        winnerAt(1, { void: mark, replaces: "E0002" }),
      ],
    ],
    ["replace a person who never won", [winnerAt(1), winnerAt(2, { replaces: "E0009" })]],
    [
      "replace the same winner twice",
      [winnerAt(1, { void: mark }), winnerAt(2, { replaces: "E0001" }), winnerAt(3, { replaces: "E0001" })],
    ],
  ])("cannot %s: following replacements must terminate", (_, winners) => {
    expect(drawRecord.safeParse(drawnRecord()).success).toBe(true);
    expect(drawRecord.safeParse({ ...drawnRecord(), winners }).error?.issues).toMatchObject([
      { path: ["winners"] },
    ]);
  });

  test("belongs to a draw whose id fits into a key", () => {
    expect(drawRecord.safeParse({ ...drawnRecord(), draw_id: "x".repeat(80) }).success).toBe(true);
    expect(drawRecord.safeParse({ ...drawnRecord(), draw_id: "x".repeat(81) }).success).toBe(false);
  });

  test("has valid times, and drops a person who is not a Slack id", () => {
    for (const field of ["drawn_at", "requested_at", "announced_at"])
      expect(drawRecord.safeParse({ ...drawnRecord(), [field]: "<!channel>" }).success).toBe(false);
    const inBeijing = "2026-06-15T20:00:00+08:00";
    expect(drawRecord.parse({ ...drawnRecord(), requested_at: inBeijing }).requested_at).toBe(inBeijing);
    const { requested_by } = drawRecord.parse({ ...drawnRecord(), requested_by: "U1> <!channel" });
    expect(requested_by).toBeUndefined();
  });
});
