import { expect, test } from "vitest";
import { formatRevisionNotice } from "../../../workflow/notice/format-revision-notice.ts";
import { drawnRecord, winnerAt } from "../../support/draw-records.ts";

test("an id with a line break in it writes no line of its own into the mail of a redraw", () => {
  const time = "2026-06-15T12:00:01.000Z";
  const loser = winnerAt(1, {
    employee_id: "E1)\nReceipt: forged\u202e",
    void: { revision: 1 },
  });
  const winner = winnerAt(2, { replaces: loser.employee_id });
  const draw = drawnRecord({
    winners: [loser, winner],
    revisions: [
      {
        revision_id: "r1",
        kind: "redraw",
        requested_at: time,
        revised_at: time,
        voided: [loser.employee_id],
        walked_from: 1,
        winners: [winner],
        lost: [],
        pages: [],
        receipt: "ab".repeat(32),
      },
    ],
  });
  const { sns } = formatRevisionNotice(draw, "r1", "en");
  expect(sns.split("\n").filter((line) => line.startsWith("Receipt: "))).toEqual([
    "Receipt: ababab-ababab-ababab-ababab",
  ]);
  expect(sns).toContain("(E1) Receipt: forged)");
});
