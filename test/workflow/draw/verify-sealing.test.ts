import { describe, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../../workflow/beacon/chain.ts";
import { type ExportedDraw, exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { computeSeed } from "../../../workflow/draw/seal.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { verifySealing } from "../../../workflow/draw/verify-sealing.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { exampleRoster } from "../../support/example-record.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";
import { seal, sign } from "../../support/sign-draw.ts";
import { publishedRounds } from "../beacon/published-rounds.ts";

const other = "cd".repeat(32);
const [, lastSeal] = readExample().seals;
if (!lastSeal) throw new Error("The example has two seals.");
const { round } = lastSeal;

/** A Slack timestamp so many seconds after the round of a seal. */
const postedAfter = (seconds: number, ofRound = round) =>
  (roundTime(quicknet, ofRound) / 1_000 + seconds).toFixed(6);

/** What the verification of the sealing finds in the example after a change by somebody who computes new receipts. */
function forge(change: (draw: ExportedDraw) => unknown, andSeal = sign) {
  const draw = readExample();
  change(draw);
  return verifySealing(exportedDraw.parse(JSON.parse(JSON.stringify(andSeal(draw)))), publishedBeacon);
}

/** The same, if also the seals are new: a seal that nobody has seen in the channel. */
const forgeSeals = (change: (draw: ExportedDraw) => unknown) => forge(change, seal);

test("finds nothing in the example, also if its seals are computed again", () => {
  expect(forge(() => undefined)).toEqual([]);
  expect(forgeSeals(() => undefined)).toEqual([]);
  expect(seal(readExample())).toEqual(readExample());
});

describe("finds a seal that is not the draw's, after a change of", () => {
  test.for<[string, Partial<ExportedDraw>]>([
    ["the number", { draw_no: 8 }],
    ["the execution", { draw_id: "lottery-8" }],
    ["the prize", { prize: "Tea" }],
    ["the number of winners", { num_of_winners: 3 }],
    ["the history", { link: other }],
    ["the number of the link", { link_no: 4 }],
  ])("%s", ([, change]) => {
    expect(forge((draw) => Object.assign(draw, change))).toEqual([{ fault: "seal" }]);
  });

  test("the roster size", () => {
    expect(forge((draw) => Object.assign(draw, { roster_size: 21 }))).toContainEqual({ fault: "seal" });
  });

  test("the roster", () => {
    expect(forge((draw) => Object.assign(draw, { roster_digest: other }))).toEqual([
      { fault: "seal" },
      { fault: "roster" },
    ]);
  });

  test("the secret, as an owner who tries secrets makes it", () => {
    const trySecret = (draw: ExportedDraw) =>
      Object.assign(draw, { secret: other, seed: computeSeed(other, draw.signature ?? "") });
    expect(forge(trySecret)).toEqual([{ fault: "seal" }]);
  });

  test("the round, and rounds that do not increase", () => {
    expect(forge((draw) => Object.assign(draw.seals[1] ?? {}, { round: round + 1 }))).toContainEqual({
      fault: "seal",
    });
    expect(forgeSeals((draw) => Object.assign(draw.seals[0] ?? {}, { round }))).toContainEqual({
      fault: "seal",
    });
    expect(forge((draw) => draw.seals.reverse())).toContainEqual({ fault: "seal" });
  });
});

test.each(["secret", "chain", "signature"])("finds that a sealed draw has no %s", (field) => {
  expect(forge((draw) => Reflect.deleteProperty(draw, field))).toEqual([{ fault: "seal" }]);
});

test("finds that a sealed draw has no seal", () => {
  expect(forge((draw) => Object.assign(draw, { seals: [] }))).toEqual([{ fault: "seal" }]);
});

describe("compares Slack's time of the message with the round's time:", () => {
  const post = (...times: (string | undefined)[]) =>
    forgeSeals((draw) => {
      draw.seals = times.map((message_ts, i) => ({
        round: round - 7 * (times.length - 1 - i),
        seal: "",
        ...(message_ts !== undefined && { message_ts }),
      }));
    });

  test.for<[string, ...(string | undefined)[]]>([
    ["one seal, a microsecond before the round", postedAfter(-0.000001)],
    ["one seal without a message: in the ledger only", undefined],
    ["a late seal before", postedAfter(1, round - 7), postedAfter(-10)],
    ["two late seals before", postedAfter(1, round - 14), postedAfter(0, round - 7), postedAfter(-10)],
    ["a seal before that Slack did not confirm", undefined, postedAfter(-10)],
    ["a time without decimals", postedAfter(-1).slice(0, 10)],
  ])("accepts %s", ([, ...times]) => {
    expect(post(...times)).toEqual([]);
  });

  test.for<[string, ...(string | undefined)[]]>([
    ["a seal posted when the round is published", postedAfter(0)],
    ["a seal posted later", postedAfter(60)],
    [
      "an earlier seal that was in time and should have counted",
      postedAfter(-1, round - 7),
      postedAfter(-10),
    ],
    ["a last seal without a message after a posted one", postedAfter(1, round - 7), undefined],
    ["several seals without a message: the owner could choose one", undefined, undefined],
    ["an empty time", ""],
    ["a time that is not a number", "yesterday"],
    ["a time in another notation", "0x1"],
    ["a negative time", "-1"],
    ["a time with a space", " 1"],
  ])("finds %s", ([, ...times]) => {
    expect(post(...times)).toEqual([{ fault: "late" }]);
  });
});

test("finds a signature that is not the chain's for the round of the last seal", () => {
  const [[, another] = [0, ""]] = publishedRounds;
  const swap = (draw: ExportedDraw) =>
    Object.assign(draw, { signature: another, seed: computeSeed(draw.secret ?? "", another) });
  expect(forge(swap)).toEqual([{ fault: "beacon" }]);
});

test("finds a chain that is not the one in use", () => {
  expect(forgeSeals((draw) => Object.assign(draw, { chain: other }))).toEqual([{ fault: "beacon" }]);
});

test("finds a seed that does not follow from secret and signature", () => {
  expect(forge((draw) => Object.assign(draw, { seed: other }))).toEqual([{ fault: "seed" }]);
});

describe("finds visited entries that are not those of the sealed roster:", () => {
  const roster = [{ fault: "roster" }];

  test("another person", () => {
    const { person, salt, employee_id, employee_name } = exampleRoster.personAt(1);
    const swap = (draw: ExportedDraw) =>
      Object.assign(draw.positions[2] ?? {}, { person, salt, employee_id, employee_name });
    expect(forge(swap)).toEqual(roster);
  });

  test("nobody instead of a person, and a person instead of nobody", () => {
    const hide = (draw: ExportedDraw) => draw.positions.splice(2, 1, { lottery_serial: 14, outcome: "gap" });
    expect(forge(hide)).toEqual(roster);
    const insert = (draw: ExportedDraw) => {
      const { person } = exampleRoster.personAt(1);
      draw.positions.splice(0, 1, { lottery_serial: 8, outcome: "held", person, sealed_as: "free" });
    };
    expect(forge(insert)).toEqual(roster);
  });

  test("a person sealed as something else", () => {
    expect(forge((draw) => Object.assign(draw.positions[2] ?? {}, { sealed_as: "taken" }))).toEqual(roster);
  });

  test("a person who does not say as what they were sealed", () => {
    expect(forge((draw) => Reflect.deleteProperty(draw.positions[2] ?? {}, "sealed_as"))).toEqual(roster);
  });

  test("a changed entry with another leaf or without one", () => {
    const changed = (draw: ExportedDraw) => draw.revisions[0]?.positions[2] ?? {};
    expect(forge((draw) => Object.assign(changed(draw), { leaf: other }))).toEqual(roster);
    expect(forge((draw) => Reflect.deleteProperty(changed(draw), "leaf"))).toEqual(roster);
  });

  test("a serial with two entries", () => {
    const again = (draw: ExportedDraw) =>
      draw.revisions[0]?.positions.push({ lottery_serial: 14, outcome: "changed", leaf: other });
    expect(forge(again)).toEqual(roster);
  });

  test("a proof that is missing, incomplete or too long", () => {
    expect(forge((draw) => Reflect.deleteProperty(draw, "roster_proof"))).toEqual(roster);
    expect(forge((draw) => draw.roster_proof?.pop())).toEqual(roster);
    expect(forge((draw) => draw.roster_proof?.push(other))).toEqual(roster);
  });

  test("a roster that is small enough for a digest and has none", () => {
    const hide = (draw: ExportedDraw) => {
      Reflect.deleteProperty(draw, "roster_digest");
      Reflect.deleteProperty(draw, "roster_proof");
    };
    expect(forgeSeals(hide)).toContainEqual({ fault: "roster" });
  });
});

describe("a roster with more than 100,000 serials", () => {
  /** The example on a large roster. Its order does not matter here. */
  const enlarge = (draw: ExportedDraw) => {
    const { positions, revisions } = withoutBeacon(draw);
    for (const field of ["roster_digest", "roster_proof"]) Reflect.deleteProperty(draw, field);
    Object.assign(draw, { roster_size: 100_001, positions, revisions });
  };

  test("has no digest", () => {
    expect(forgeSeals(enlarge)).toEqual([]);
  });

  test("has no entries that look sealed", () => {
    const pretend = (draw: ExportedDraw) => {
      enlarge(draw);
      Object.assign(draw.positions[2] ?? {}, { sealed_as: "free" });
    };
    expect(forgeSeals(pretend)).toEqual([{ fault: "roster" }]);
    const pretendLeaf = (draw: ExportedDraw) => {
      enlarge(draw);
      draw.positions[2] = { lottery_serial: 14, outcome: "changed", leaf: other };
    };
    expect(forgeSeals(pretendLeaf)).toContainEqual({ fault: "roster" });
  });

  test("cannot have a tree", () => {
    expect(forgeSeals((draw) => Object.assign(draw, { roster_size: 100_001 }))).toEqual([
      { fault: "roster" },
    ]);
  });
});

describe("finds, in the draw's own attempt,", () => {
  test("a person who left after the seal, or came back", () => {
    expect(forge((draw) => Object.assign(draw.positions[2] ?? {}, { outcome: "left" }))).toEqual([
      { fault: "sealed", position: 2 },
    ]);
    expect(forge((draw) => Object.assign(draw.positions[4] ?? {}, { outcome: "chosen" }))).toEqual([
      { fault: "sealed", position: 4 },
    ]);
  });

  test("a win older than the ledger that the seal does not know", () => {
    expect(forge((draw) => Object.assign(draw.positions[2] ?? {}, { outcome: "won" }))).toEqual([
      { fault: "sealed", position: 2 },
    ]);
    expect(forge((draw) => Object.assign(draw.positions[2] ?? {}, { outcome: "won", draw_no: 3 }))).toEqual(
      [],
    );
    expect(forge((draw) => Reflect.deleteProperty(draw.positions[1] ?? {}, "draw_no"))).toEqual([]);
  });

  test("a changed entry, also without a beacon", () => {
    const leaf = exampleRoster.leafAt(14).toString("hex");
    const skip = (draw: ExportedDraw) =>
      draw.positions.splice(2, 1, { lottery_serial: 14, outcome: "changed", leaf });
    expect(forge(skip)).toEqual([{ fault: "sealed", position: 2 }]);
    const unsealed = withoutBeacon(readExample());
    unsealed.positions[2] = { lottery_serial: 14, outcome: "changed" };
    expect(verifySealing(unsealed, publishedBeacon)).toEqual([{ fault: "sealed", position: 2 }]);
  });
});

describe("a draw without a beacon", () => {
  const unsealed = sign(withoutBeacon(readExample()));

  test("is valid", () => {
    expect(verifyDraw(exportedDraw.parse(JSON.parse(JSON.stringify(unsealed))), publishedBeacon)).toEqual([]);
  });

  test.each(["secret", "chain", "signature", "seals", "roster_digest", "roster_proof"] as const)(
    "has no %s, which would look as if it was sealed",
    (field) => {
      const draw = { ...unsealed, [field]: readExample()[field] };
      expect(verifySealing(draw, publishedBeacon)).toEqual([{ fault: "seal" }]);
    },
  );

  test("has no entries that look sealed", () => {
    const { positions, revisions } = readExample();
    for (const parts of [{ positions }, { revisions }])
      expect(verifySealing({ ...unsealed, ...parts }, publishedBeacon)).toEqual([{ fault: "seal" }]);
  });
});
