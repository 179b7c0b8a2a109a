import { describe, expect, test } from "vitest";
import { asksForDraw, asksForRevision } from "../../../../bot/callback/origin/asks-for.ts";
import {
  drawnRecord,
  failedRecord,
  revisionRecord,
  voidedBy,
  winnerAt,
} from "../../../support/draw-records.ts";

const FROM_SLACK = { requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" };

describe("the input of a draw's execution", () => {
  const input = (more: object) => JSON.stringify({ input: 1, prize: "AirPods", ...FROM_SLACK, ...more });

  test("asks for the draw if it is the same after the first task has read it", () => {
    expect(asksForDraw(input({}), drawnRecord())).toBe(true);
    expect(asksForDraw(input({ prize: " AirPods\n" }), drawnRecord())).toBe(true);
    expect(asksForDraw(input({ prize: "" }), drawnRecord({ prize: undefined }))).toBe(true);
    expect(asksForDraw(JSON.stringify({ body: JSON.parse(input({})) }), drawnRecord())).toBe(true);
  });

  test("asks for a draw without a requester if the requester's id is malformed: the record drops it", () => {
    expect(asksForDraw(input({ requested_by: "U1" }), drawnRecord({ requested_by: undefined }))).toBe(true);
  });

  test("asks for a failed draw, too, also as a fire drill", () => {
    expect(asksForDraw(input({}), failedRecord())).toBe(true);
    expect(asksForDraw(input({ exception: true }), failedRecord())).toBe(true);
  });

  test.each([
    ["number of winners", { input: 2 }],
    ["prize", { prize: "Sofa" }],
    ["requester", { requested_by: "U0MEMBER" }],
    ["channel", { channel_id: "C0OTHER" }],
    ["place: it was started without Slack", { requested_by: undefined, channel_id: undefined }],
    ["purpose: it was a fire drill", { exception: true }],
    ["purpose: it was a void", { input: undefined, revise: { kind: "void", draw_no: 7 } }],
  ])("with another %s does not ask for the draw", (_, more) => {
    expect(asksForDraw(input(more), drawnRecord())).toBe(false);
  });

  test.each(["", "no JSON", "null", "5", "{}", '{"input":"1"}', input({ input: 0 }), input({ prize: 5 })])(
    "asks for nothing if the first task refuses it: %s",
    (text) => {
      expect(asksForDraw(text, drawnRecord())).toBe(false);
      expect(asksForRevision(text, drawnRecord(), revisionRecord(1))).toBe(false);
    },
  );
});

describe("the input of a redraw's execution", () => {
  const cancelled = winnerAt(1, voidedBy(1));
  const draw = drawnRecord({ winners: [cancelled, winnerAt(2, { replaces: cancelled.employee_id })] });
  const redraw = revisionRecord(1, {
    voided: [cancelled.employee_id],
    reason: "On leave",
    reason_digest: "ab".repeat(32),
    requested_by: "U0OPERATOR",
  });
  const input = JSON.stringify({
    revise: { kind: "redraw", draw_no: 7, employee_id: "E0001", reason: "On  leave" },
    requested_by: "U0OPERATOR",
  });

  test("asks for the redraw of this winner with this reason", () => {
    expect(asksForRevision(input, draw, redraw)).toBe(true);
    expect(asksForRevision(input, draw, { ...redraw, voided: ["E0002"] })).toBe(false);
    expect(asksForRevision(input, draw, { ...redraw, voided: ["E0001", "E0002"] })).toBe(false);
    expect(asksForRevision(input, draw, { ...redraw, voided: [] })).toBe(false);
    expect(asksForRevision(input, draw, { ...redraw, reason: "Left" })).toBe(false);
    expect(asksForRevision(input, draw, { ...redraw, kind: "void" })).toBe(false);
    expect(asksForRevision(input, draw, { ...redraw, requested_by: "U0MEMBER" })).toBe(false);
    expect(asksForRevision(input, { ...draw, draw_no: 8 }, redraw)).toBe(false);
    expect(asksForRevision(JSON.stringify({ input: 1, requested_by: "U0OPERATOR" }), draw, redraw)).toBe(
      false,
    );
  });

  test("asks for it although the person or the reason was erased since", () => {
    expect(asksForRevision(input, draw, { ...redraw, reason: undefined })).toBe(true);
    const placeholder = { ...cancelled, employee_id: "erased-1", erased: "ab".repeat(32) };
    const erased = drawnRecord({ winners: [placeholder, winnerAt(2, { replaces: "erased-1" })] });
    expect(asksForRevision(input, erased, { ...redraw, voided: ["erased-1"] })).toBe(true);
  });

  test("asks for a reason: without one, nothing was erased", () => {
    const { reason: _, reason_digest: __, ...bare } = redraw;
    expect(asksForRevision(input, draw, bare)).toBe(false);
  });
});
