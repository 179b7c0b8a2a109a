import { expect, test } from "vitest";
import { type ExportedDraw, exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";

const isValid = (value: unknown) => exportedDraw.safeParse(value).success;

/** The example after one change. */
function changeExample(change: (draw: ExportedDraw) => unknown): unknown {
  const draw = readExample();
  change(draw);
  return draw;
}

const digest = "0123456789abcdef".repeat(4);

test.for<[string, (draw: ExportedDraw) => unknown]>([
  ["without a prize", (draw) => Reflect.deleteProperty(draw, "prize")],
  [
    "of one winner from a roster of one",
    (draw) => Object.assign(draw, { roster_size: 1, num_of_winners: 1 }),
  ],
  ["of the largest roster", (draw) => Object.assign(draw, { roster_size: 2 ** 40 })],
  ["without revisions", (draw) => Object.assign(draw, { revisions: [] })],
  ["with a winner whose id is longer than a key of a table", (draw) => rename(draw, "E".repeat(200))],
])("accepts a draw %s", ([, change]) => {
  expect(isValid(changeExample(change))).toBe(true);
});

function rename(draw: ExportedDraw, employee_id: string) {
  return Object.assign(draw.winners[0] ?? {}, { employee_id });
}

test.for<[string, (draw: ExportedDraw) => unknown]>([
  ["another format", (draw) => Object.assign(draw, { format: "lottery-draw-v2" })],
  ["a seed of more than 64 digits", (draw) => Object.assign(draw, { seed: `${digest}0` })],
  ["a seed with a prefix", (draw) => Object.assign(draw, { seed: `x${digest}` })],
  ["a seed in upper case", (draw) => Object.assign(draw, { seed: digest.toUpperCase() })],
  ["a receipt of more than 64 digits", (draw) => Object.assign(draw, { receipt: `${digest}0` })],
  ["a receipt with a prefix", (draw) => Object.assign(draw, { receipt: `x${digest}` })],
  ["an empty roster", (draw) => Object.assign(draw, { roster_size: 0 })],
  ["a fractional roster size", (draw) => Object.assign(draw, { roster_size: 10.5 })],
  ["a roster larger than the order allows", (draw) => Object.assign(draw, { roster_size: 2 ** 40 + 1 })],
  ["a draw of no winners", (draw) => Object.assign(draw, { num_of_winners: 0 })],
  ["a winner without an id", (draw) => rename(draw, "")],
  ["a lost person without an id", (draw) => Object.assign(draw.lost[0] ?? {}, { employee_id: "" })],
  ["a winner's Slack id", (draw) => Object.assign(draw.winners[0] ?? {}, { slack_user_id: "U012AB3CD" })],
  ["an unknown field of a lost person", (draw) => Object.assign(draw.lost[0] ?? {}, { more: "x" })],
  ["an unknown field of a gap", (draw) => Object.assign(draw.positions[0] ?? {}, { more: "x" })],
  [
    "an unknown field of a person who has won before",
    (draw) => Object.assign(draw.positions[1] ?? {}, { more: "x" }),
  ],
  ["an unknown field of a chosen person", (draw) => Object.assign(draw.positions[2] ?? {}, { more: "x" })],
  ["an unknown field of a draw", (draw) => Object.assign(draw, { more: "x" })],
  ["an unknown field of a revision", (draw) => Object.assign(draw.revisions[0] ?? {}, { more: "x" })],
  ["a revision of another kind", (draw) => Object.assign(draw.revisions[0] ?? {}, { kind: "undo" })],
  ["a revision that cancels nothing", (draw) => Object.assign(draw.revisions[0] ?? {}, { voided: [] })],
])("refuses %s", ([, change]) => {
  expect(isValid(changeExample(change))).toBe(false);
});
