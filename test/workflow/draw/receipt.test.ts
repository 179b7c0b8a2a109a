import { expect, test } from "vitest";
import {
  computeFailureReceipt,
  computeReceipt,
  computeRevisionReceipt,
  formatReceipt,
} from "../../../workflow/draw/receipt.ts";
import { readExample } from "../../support/algorithm-doc.ts";

// test/docs/algorithm.test.ts computes the receipts of the page.

const other = "cd".repeat(32);

test("a receipt changes with each of the facts", () => {
  const draw = readExample();
  const { prize: _, ...plain } = draw;
  const [first, second] = draw.seals;
  if (!first || !second) throw new Error("The example has two seals.");
  const { message_ts: _m, ...unposted } = second;
  const changed = [
    draw,
    plain,
    { ...draw, prize: "" },
    { ...draw, draw_no: 8 },
    { ...draw, draw_id: "lottery-8" },
    { ...draw, beacon: "none" as const },
    { ...draw, seals: [] },
    { ...draw, seals: [second] },
    { ...draw, seals: [second, first] },
    { ...draw, seals: [first, unposted] },
    { ...draw, seals: [first, { ...second, round: 1 }] },
    { ...draw, seals: [first, { ...second, seal: other }] },
    { ...draw, seed: other },
    { ...draw, roster_size: 21 },
    { ...draw, num_of_winners: 3 },
    { ...draw, drawn_at: "" },
    { ...draw, link_no: 4 },
    { ...draw, link: other },
  ];
  const receipts = [
    ...changed.map((facts) => computeReceipt(facts, draw)),
    computeReceipt(draw, { ...draw, positions: draw.positions.slice(1) }),
    computeReceipt(draw, { ...draw, lost: [] }),
    computeReceipt(draw, { ...draw, winners: draw.winners.toReversed() }),
  ];
  expect(new Set(receipts).size).toBe(receipts.length);
  expect(receipts[0]).toBe(draw.receipt);
});

test("the receipt of a failure changes with each of the facts, and is never that of a draw", () => {
  const { prize: _, ...draw } = {
    ...readExample(),
    error: "CustomError",
    failed_at: "2025-08-14T13:00:00.000Z",
  };
  const changed = [
    draw,
    { ...draw, prize: "" },
    { ...draw, draw_no: 8 },
    { ...draw, draw_id: "lottery-8" },
    { ...draw, beacon: "none" as const },
    { ...draw, seals: [] },
    { ...draw, num_of_winners: 3 },
    { ...draw, error: "BeaconUnreachable" },
    { ...draw, failed_at: "" },
    { ...draw, link_no: 4 },
    { ...draw, link: other },
  ];
  const receipts = [...changed.map((facts) => computeFailureReceipt(facts)), computeReceipt(draw, draw)];
  expect(new Set(receipts).size).toBe(receipts.length);
});

test("the receipt of a revision changes with the receipt before it and with each of the facts", () => {
  const { receipt, revisions } = readExample();
  const [redraw] = revisions;
  if (!redraw) throw new Error("The example has a redraw.");
  const { requested_by: _, ...anonymous } = redraw;
  const { reason_digest: _r, ...unexplained } = redraw;
  const changed = [
    redraw,
    anonymous,
    unexplained,
    { ...redraw, requested_by: "" },
    { ...redraw, reason_digest: other },
    { ...redraw, kind: "void" as const },
    { ...redraw, revised_at: "" },
    { ...redraw, voided: [other] },
    { ...redraw, positions: [] },
    { ...redraw, winners: [] },
  ];
  const receipts = [
    ...changed.map((each) => computeRevisionReceipt(receipt, each, each)),
    computeRevisionReceipt(other, redraw, redraw),
  ];
  expect(new Set(receipts).size).toBe(receipts.length);
  // Only the digest of the reason counts, so that the reason can be erased.
  const { reason: _t, reason_salt: _s, ...erased } = redraw;
  expect(computeRevisionReceipt(receipt, erased, erased)).toBe(receipts[0]);
});

test("people see 40 digits in groups of five", () => {
  expect(formatReceipt("0123456789abcdef".repeat(4))).toBe("01234-56789-abcde-f0123-45678-9abcd-ef012-34567");
});
