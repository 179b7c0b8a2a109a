import { expect, test } from "vitest";
import { type ExportedDraw, exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";

const reads = (value: unknown) => exportedDraw.safeParse(value).success;

/** The example, with one thing other than it was. */
function other(change: (draw: ExportedDraw) => unknown): unknown {
  const draw = readExample();
  change(draw);
  return draw;
}

const digest = "0123456789abcdef".repeat(4);

test.for<[string, (draw: ExportedDraw) => unknown]>([
  ["without a prize", (draw) => Reflect.deleteProperty(draw, "prize")],
  ["of one winner in a roster of one", (draw) => Object.assign(draw, { roster_size: 1, num_of_winners: 1 })],
  ["of the largest roster", (draw) => Object.assign(draw, { roster_size: 2 ** 40 })],
  ["never revised", (draw) => Object.assign(draw, { revisions: [] })],
  ["whose winner's id is longer than a table's key", (draw) => rename(draw, "E".repeat(200))],
])("a draw %s is read", ([, change]) => {
  expect(reads(other(change))).toBe(true);
});

function rename(draw: ExportedDraw, employee_id: string) {
  return Object.assign(draw.winners[0] ?? {}, { employee_id });
}

test.for<[string, (draw: ExportedDraw) => unknown]>([
  ["another format", (draw) => Object.assign(draw, { format: "lottery-draw-v2" })],
  ["a seed of more than 64 digits", (draw) => Object.assign(draw, { seed: `${digest}0` })],
  ["a seed with something before it", (draw) => Object.assign(draw, { seed: `x${digest}` })],
  ["a seed in capitals", (draw) => Object.assign(draw, { seed: digest.toUpperCase() })],
  ["a receipt of more than 64 digits", (draw) => Object.assign(draw, { receipt: `${digest}0` })],
  ["a receipt with something before it", (draw) => Object.assign(draw, { receipt: `x${digest}` })],
  ["an empty roster", (draw) => Object.assign(draw, { roster_size: 0 })],
  ["half an employee", (draw) => Object.assign(draw, { roster_size: 10.5 })],
  ["a roster beyond the rule", (draw) => Object.assign(draw, { roster_size: 2 ** 40 + 1 })],
  ["no winners asked for", (draw) => Object.assign(draw, { num_of_winners: 0 })],
  ["a winner without an id", (draw) => rename(draw, "")],
  ["somebody lost without an id", (draw) => Object.assign(draw.lost[0] ?? {}, { employee_id: "" })],
  ["a winner's Slack id", (draw) => Object.assign(draw.winners[0] ?? {}, { slack_user_id: "U012AB3CD" })],
  ["more of somebody lost", (draw) => Object.assign(draw.lost[0] ?? {}, { more: "x" })],
  ["more of a gap", (draw) => Object.assign(draw.positions[0] ?? {}, { more: "x" })],
  ["more of somebody who has won before", (draw) => Object.assign(draw.positions[1] ?? {}, { more: "x" })],
  ["more of somebody chosen", (draw) => Object.assign(draw.positions[2] ?? {}, { more: "x" })],
  ["more of a draw", (draw) => Object.assign(draw, { more: "x" })],
  ["more of a revision", (draw) => Object.assign(draw.revisions[0] ?? {}, { more: "x" })],
  ["a revision of another kind", (draw) => Object.assign(draw.revisions[0] ?? {}, { kind: "undo" })],
  ["a revision that takes nothing back", (draw) => Object.assign(draw.revisions[0] ?? {}, { voided: [] })],
])("%s is refused", ([, change]) => {
  expect(reads(other(change))).toBe(false);
});
