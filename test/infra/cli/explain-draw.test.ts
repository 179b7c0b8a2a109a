import { describe, expect, test } from "vitest";
import { explainDraw } from "../../../infra/cli/explain-draw.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";

const draw: ExportedDraw = {
  format: "lottery-draw-v1",
  draw_no: 7,
  draw_id: "execution-7",
  prize: "AirPods\u001b[31m",
  seed: "ab".repeat(32),
  roster_size: 5,
  num_of_winners: 1,
  drawn_at: "2026-01-02T03:04:05.678Z",
  positions: [
    { lottery_serial: 4, outcome: "gap" },
    { lottery_serial: 2, outcome: "left", employee_id: "E2" },
    { lottery_serial: 5, outcome: "won", employee_id: "E5", draw_no: 3 },
    { lottery_serial: 1, outcome: "chosen", employee_id: "E1" },
  ],
  lost: [],
  winners: [{ employee_id: "E1", employee_name: "王芳", lottery_serial: 1 }],
  receipt: "12".repeat(32),
  revisions: [],
};

const redraw: ExportedDraw["revisions"][number] = {
  kind: "redraw",
  requested_by: "U0OPERATOR",
  reason: "is\naway",
  revised_at: "2026-01-03T00:00:00.000Z",
  voided: ["E1"],
  positions: [
    { lottery_serial: 3, outcome: "held", employee_id: "E3", draw_no: 8 },
    { lottery_serial: 4, outcome: "chosen", employee_id: "E4" },
    { lottery_serial: 2, outcome: "won", employee_id: "E2" },
    { lottery_serial: 5, outcome: "chosen", employee_id: "E5" },
  ],
  lost: [{ employee_id: "E4", lottery_serial: 4, draw_no: 9 }],
  winners: [{ employee_id: "E5", employee_name: "Ann", lottery_serial: 5 }],
  receipt: "34".repeat(32),
};

describe("an explanation of a draw", () => {
  test("names the draw, its time, prize, receipt and winners, and escapes control characters", () => {
    expect(explainDraw(draw, [], { positions: false })).toBe(
      [
        "Draw 7 is valid.",
        "",
        "Drawn 2026-01-02T03:04:05.678Z",
        "Winners requested: 1, roster size: 5",
        "Prize: AirPods\\u{001b}[31m",
        `Receipt ${formatReceipt(draw.receipt)}`,
        "  王芳 (E1, serial 1)",
        "",
        "Now compare the receipt with the latest one in the channel: they must be the same.",
        "This does not prove that everyone was on the roster list, or that the owner of the AWS account (or of the machine) did not choose the seed.",
      ].join("\n"),
    );
  });

  test("lists what was found at each position, and continues at position 1 after the last one", () => {
    const { prize: _, ...bare } = draw;
    expect(explainDraw({ ...bare, revisions: [redraw] }, [], { positions: true })).toBe(
      [
        "Draw 7 is valid.",
        "",
        "Drawn 2026-01-02T03:04:05.678Z",
        "Winners requested: 1, roster size: 5",
        `Receipt ${formatReceipt(draw.receipt)}`,
        "  王芳 (E1, serial 1), but change 1 cancelled this win",
        "  position 1: serial 4, no employee has this serial",
        "  position 2: serial 2, E2 has left",
        "  position 3: serial 5, E5 has already won draw 3",
        "  position 4: serial 1, E1 wins, but change 1 cancelled this win",
        "",
        "Change 1: redraw, 2026-01-03T00:00:00.000Z, requested by U0OPERATOR, reason: is\\u{000a}away",
        `Receipt ${formatReceipt(redraw.receipt)}`,
        "  the win of E1 was cancelled",
        "  Ann (E5, serial 5)",
        "  position 5: serial 3, E3 was claimed by draw 8, which was under way",
        "  position 1: serial 4, E4 was chosen, but draw 9 claimed them first",
        "  position 2: serial 2, E2 has already won an earlier draw",
        "  position 3: serial 5, E5 wins",
        "",
        "Now compare the last receipt with the latest one in the channel: they must be the same.",
        "This does not prove that everyone was on the roster list, or that the owner of the AWS account (or of the machine) did not choose the seed.",
      ].join("\n"),
    );
  });

  test("says where the draw is wrong, and then asks for no comparison of receipts", () => {
    const text = explainDraw(
      { ...draw, revisions: [{ ...redraw, requested_by: undefined, reason: undefined }, redraw] },
      [{ fault: "order", position: 1 }, { fault: "void", revision: 2 }, { fault: "count" }],
      { positions: false },
    );
    expect(text).toMatch(
      /^Draw 7 is not valid:\n {2}the draw, position 2: the serial .*\n {2}change 2: a win was .*\n {2}the draw: the number of winners .*\n\nDrawn /,
    );
    expect(text).toContain("\nChange 1: redraw, 2026-01-03T00:00:00.000Z\n");
    expect(text).toContain("\nChange 2: redraw, 2026-01-03T00:00:00.000Z, requested by U0OPERATOR, reason: ");
    expect(text).not.toMatch(/Now compare|does not prove/);
  });

  test("has a text for each fault", () => {
    const faults = (["order", "count", "winners", "receipt", "void"] as const).map((fault) => ({ fault }));
    const lines = explainDraw(draw, faults, { positions: false }).split("\n").slice(1, 6);
    expect(new Set(lines).size).toBe(5);
    for (const line of lines) expect(line).toMatch(/^ {2}the draw: .*[a-z]{4}/);
  });
});
