import { expect, test } from "vitest";
import {
  type ExportedDraw,
  type ExportedPosition,
  exportedDraw,
} from "../../../workflow/draw/exported-draw.ts";
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
  ["with a person whose id is longer than a key of a table", (draw) => rename(draw, "E".repeat(200))],
  [
    "with a person who was erased",
    (draw) => removeFrom(draw.positions[3], "salt", "employee_id", "employee_name"),
  ],
  [
    "with a reason that was erased",
    (draw) => Object.assign(draw.revisions[0] ?? {}, { reason: undefined, reason_salt: undefined }),
  ],
  ["without a beacon", (draw) => Object.assign(draw, { beacon: "none", seals: [] })],
  ["whose seal was not posted", (draw) => Object.assign(draw.seals[1] ?? {}, { message_ts: undefined })],
])("accepts a draw %s", ([, change]) => {
  expect(isValid(changeExample(change))).toBe(true);
});

function rename(draw: ExportedDraw, employee_id: string) {
  return Object.assign(draw.positions[3] ?? {}, { employee_id });
}

function removeFrom(position: ExportedPosition | undefined, ...fields: string[]) {
  for (const field of fields) Reflect.deleteProperty(position ?? {}, field);
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
  ["a person without a digest", (draw) => removeFrom(draw.positions[3], "person")],
  ["a person with an empty id", (draw) => rename(draw, "")],
  ["a person with an empty name", (draw) => Object.assign(draw.positions[3] ?? {}, { employee_name: "" })],
  ["a person with an id, but without a salt", (draw) => removeFrom(draw.positions[3], "salt")],
  [
    "a person with a salt, but without id and name",
    (draw) => removeFrom(draw.positions[3], "employee_id", "employee_name"),
  ],
  ["a person with an id, but without a name", (draw) => removeFrom(draw.positions[3], "employee_name")],
  [
    "a salt of a gap",
    (draw) => draw.positions.splice(0, 1, { lottery_serial: 8, outcome: "gap", salt: "00".repeat(16) }),
  ],
  ["a salt of 15 bytes", (draw) => Object.assign(draw.positions[3] ?? {}, { salt: "00".repeat(15) })],
  ["a leaf of a person", (draw) => Object.assign(draw.positions[3] ?? {}, { leaf: digest })],
  ["a winner with an id", (draw) => Object.assign(draw.winners[0] ?? {}, { employee_id: "E0017" })],
  ["a lost person without a digest", (draw) => Object.assign(draw.lost[0] ?? {}, { person: "" })],
  ["rules that this version does not know", (draw) => Object.assign(draw, { rules: { luck: true } })],
  ["a beacon that this version does not know", (draw) => Object.assign(draw, { beacon: "dice" })],
  ["a signature of 47 bytes", (draw) => Object.assign(draw, { signature: "ab".repeat(47) })],
  ["a secret in upper case", (draw) => Object.assign(draw, { secret: digest.toUpperCase() })],
  ["a negative number of a link", (draw) => Object.assign(draw, { link_no: -1 })],
  ["a round before the first", (draw) => Object.assign(draw.seals[0] ?? {}, { round: 0 })],
  ["an unknown field of a seal", (draw) => Object.assign(draw.seals[0] ?? {}, { more: "x" })],
  ["an unknown field of a winner", (draw) => Object.assign(draw.winners[0] ?? {}, { more: "x" })],
  ["an unknown field of a lost person", (draw) => Object.assign(draw.lost[0] ?? {}, { more: "x" })],
  ["an unknown field of a gap", (draw) => Object.assign(draw.positions[0] ?? {}, { more: "x" })],
  [
    "an unknown field of a person who has won before",
    (draw) => Object.assign(draw.positions[1] ?? {}, { more: "x" }),
  ],
  ["an unknown field of a chosen person", (draw) => Object.assign(draw.positions[2] ?? {}, { more: "x" })],
  ["an unknown field of a draw", (draw) => Object.assign(draw, { more: "x" })],
  ["an unknown field of a revision", (draw) => Object.assign(draw.revisions[0] ?? {}, { more: "x" })],
  [
    "a revision that cancels the win of a person without a digest",
    (draw) => Object.assign(draw.revisions[0] ?? {}, { voided: ["E0019"] }),
  ],
  ["a revision of another kind", (draw) => Object.assign(draw.revisions[0] ?? {}, { kind: "undo" })],
  ["a revision that cancels nothing", (draw) => Object.assign(draw.revisions[0] ?? {}, { voided: [] })],
])("refuses %s", ([, change]) => {
  expect(isValid(changeExample(change))).toBe(false);
});
