import { describe, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { explainDraw } from "../../../infra/cli/explain-draw.ts";
import { faultTexts } from "../../../infra/cli/story/fault-texts.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import type { Fault } from "../../../workflow/draw/fault.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";

const explain = (draw: ExportedDraw, { faults = [] as Fault[], positions = false } = {}) =>
  explainDraw(draw, faults, { chain: quicknet, positions });

/** The lines below a headline, without their indent. */
function linesBelow(text: string, headline: string): string[] {
  const parts = text.split("\n\n").map((part) => part.split("\n"));
  const lines = parts.find(([first]) => first === headline) ?? [];
  return lines.slice(1).map((line) => line.slice(2));
}

const PEOPLE_WHO_NEVER_CHECK =
  "That the list includes everyone: a person who never checks could be missing from it.";

describe("an explanation of a sealed draw", () => {
  const text = explain(readExample());

  test("says in plain words what is proved", () => {
    expect(text).toMatch(/^Draw 7 is valid\.\n\nWhat is proved\n/);
    expect(linesBelow(text, "What is proved")).toEqual([
      "The list of people and the rules were fixed and posted in the channel 16 seconds before the random number existed: at 2025-08-14 12:59:28 UTC.",
      "1 earlier seal was posted too late, and did not count.",
      "The random number is genuine: it has drand's signature of round 20791007 (checked offline), published at 2025-08-14 12:59:45 UTC.",
      "The order in which people were considered follows from the random number and from a secret that the seal had fixed.",
      "2 people won, as requested: the first in this order who could win.",
      "Everybody who was considered is on the list of 20 exactly as it was sealed.",
      "The result was changed 2 times later. All changes follow the rules.",
      "The record matches its receipts.",
    ]);
  });

  test("says what is not proved", () => {
    expect(linesBelow(text, "What is not proved")).toEqual([
      PEOPLE_WHO_NEVER_CHECK,
      "The names of 1 person: they were erased from this record. It can be verified without them.",
    ]);
  });

  test("tells when, by whom and why the draw was changed, who won, and how many were skipped", () => {
    expect(linesBelow(text, "The draw")).toEqual([
      'Prize: Tea "龙井" 🍵',
      "Drawn 2025-08-14T12:59:47.345Z",
      "Winners requested: 2, size of the list: 20",
      "Only people of the departments Sales and 研发 R&D, who joined before 2025-07-01, could take part. Campaign: Year-end party.",
      "Winner: 王小明 (E0017), serial 17, but change 2 cancelled this win",
      "Winner: Zoë O'Neil (E0019), serial 19, but change 1 cancelled this win",
      "Skipped: 1 who was excluded, 1 who had already won, 1 lost to another draw, 1 of other departments",
    ]);
    expect(linesBelow(text, "Change 1: redraw, 2025-08-15T08:00:00.000Z, requested by U0OPERATOR")).toEqual([
      "Reason: On leave \\ until June",
      "The win of Zoë O'Neil (E0019) was cancelled",
      "Winner: Ana Müller (E0006), serial 6, but change 2 cancelled this win",
      "Skipped: 1 claimed by another draw, 1 who had left, 1 entry changed since the seal, 1 who had already won",
    ]);
    expect(linesBelow(text, "Change 2: void, 2025-08-16T10:15:00.000Z")).toEqual([
      "The win of 王小明 (E0017) was cancelled",
      "The win of Ana Müller (E0006) was cancelled",
    ]);
  });

  test("lists all seals with the times of their messages, and all receipts", () => {
    expect(linesBelow(text, "Seals and receipts")).toEqual([
      "Seal for round 20791000 02bba-7fa76-99f77-7c503-1477b-f1ccb-3b76f-24e22, posted at 2025-08-14 12:59:26 UTC, too late",
      "Seal for round 20791007 c5c1a-d67fc-b58fa-1183f-e7ab5-ff30e-86aa4-248ba, posted at 2025-08-14 12:59:28 UTC",
      "Receipt of the draw 2d8a5-3c6d0-99391-3dd73-07a72-6afb8-402e9-5b43a",
      "Receipt of change 1 2d157-fd82c-7ec5d-162fc-8248c-0dbc8-8622a-87e69",
      "Receipt of change 2 a8453-71f82-e41b2-8c2a6-04988-f2f74-9be67-f8ec4",
    ]);
    expect(text).toMatch(
      /\n\nNow compare the last receipt, and the seal with its time, with those in the channel: they must be the same\.$/,
    );
  });

  test("lists what was found at each position, and what has changed since the seal", () => {
    const draw = readExample();
    draw.roster_size = 8;
    Object.assign(draw.revisions[0]?.positions[0] ?? {}, { outcome: "held", sealed_as: "left" });
    Object.assign(draw.positions[5] ?? {}, { sealed_as: "taken" });
    const lines = explain(draw, { positions: true })
      .split("\n")
      .filter((line) => line.startsWith("  position "));
    expect(lines.map((line) => line.trim())).toEqual([
      "position 1: serial 8, Tove Lind (E0008) is excluded until 2025-12-31",
      "position 2: serial 12, Lea Øster (E0012) has already won draw 3",
      "position 3: serial 14, Max Power (E0014) was chosen, but draw 8 claimed them first",
      "position 4: serial 17, 王小明 (E0017) wins, but change 2 cancelled this win",
      "position 5: serial 4, Ines (E0004) is not in a department of this draw",
      "position 6: serial 19, Zoë O'Neil (E0019) wins (had won, or was claimed, when the draw was sealed), but change 1 cancelled this win",
      "position 7: serial 15, Raj (E0015) was claimed by draw 9, which was under way (had left when the draw was sealed)",
      "position 8: serial 7, Kim Lee (E0007) has left since the draw was sealed",
      // After the last position of this roster comes the first one.
      "position 1: serial 9, this entry of the list is not the one that was sealed",
      "position 2: serial 10, an erased person has already won an earlier draw",
      "position 3: serial 6, Ana Müller (E0006) wins, but change 2 cancelled this win",
    ]);
    expect(text).not.toContain("position 1:");
  });

  test("says that a person could still win when the draw was sealed", () => {
    expect(explain(readExample(), { positions: true })).toContain(
      "position 7: serial 15, Raj (E0015) was claimed by draw 9, which was under way (could still win when the draw was sealed)",
    );
  });

  test("a seal that was posted when the round was published is too late", () => {
    const draw = readExample();
    Object.assign(draw.seals[1] ?? {}, { message_ts: "1755176385.000000" });
    expect(linesBelow(explain(draw), "Seals and receipts")[1]).toMatch(/ UTC, too late$/);
  });

  test("never calls a seal earlier than it was", () => {
    const [, seal] = readExample().seals;
    const lead = (message_ts: string) =>
      explain({ ...readExample(), seals: seal ? [{ ...seal, message_ts }] : [] });
    expect(lead("1755176384.000001")).toContain(" 0.9 seconds before");
    expect(lead("1755176384.000000")).toContain(" 1 second before");
    expect(lead("1755176384.999999")).toContain(" 0 seconds before");
  });
});

test("a draw without a channel is sealed in the ledger only, which does not prove when", () => {
  const draw = readExample();
  const [, seal] = draw.seals;
  const { message_ts: _, ...unposted } = seal ?? { round: 1, seal: "" };
  const text = explain({ ...draw, seals: [unposted] });
  expect(linesBelow(text, "What is proved")[0]).toMatch(/^The random number is genuine/);
  expect(linesBelow(text, "What is not proved")).toContain(
    "That the seal existed before the random number: it was not posted in a channel. Only the owner of the ledger knows.",
  );
  expect(text).toContain(
    "Seal for round 20791007 c5c1a-d67fc-b58fa-1183f-e7ab5-ff30e-86aa4-248ba, not posted\n",
  );
});

test("of a list with more than 100,000 serials, the seal fixes only the size", () => {
  const { roster_digest: _, ...draw } = readExample();
  const text = explain({ ...draw, roster_size: 100_001 });
  expect(linesBelow(text, "What is proved")[0]).toMatch(/^The size of the list and the rules were fixed/);
  expect(text).not.toContain("exactly as it was sealed");
  expect(linesBelow(text, "What is not proved")).toContain(
    "That the list was the same before: it has 100,001 serials. Of lists over 100,000 the seal fixes only the size, and only the visited positions are proved.",
  );
});

test("a draw without a beacon does not prove that nobody chose the seed", () => {
  const { prize: _, revisions: _r, ...draw } = withoutBeacon(readExample());
  const text = explain({ ...draw, num_of_winners: 1, revisions: [] });
  expect(linesBelow(text, "What is proved")).toEqual([
    "The order in which people were considered follows from the seed.",
    "1 person won, as requested: the first in this order who could win.",
    "The record matches its receipts.",
  ]);
  expect(linesBelow(text, "What is not proved")).toEqual([
    PEOPLE_WHO_NEVER_CHECK,
    "That nobody chose the seed: this draw was not sealed. The owner of the AWS account (or of the machine) could have tried seeds until somebody won.",
  ]);
  expect(text).toMatch(/\n\nNow compare the receipt with those in the channel: they must be the same\.$/);
});

describe("an explanation of a draw that is not valid", () => {
  const faults: Fault[] = [
    { fault: "order", position: 1 },
    { fault: "void", revision: 2 },
    { fault: "person", position: 6, revision: 1 },
    { fault: "late" },
  ];
  const text = explain(readExample(), { faults });

  test("says where the draw is wrong", () => {
    expect(text.split("\n").slice(0, 5)).toEqual([
      "Draw 7 is not valid:",
      `  the draw, position 2: ${faultTexts.order}`,
      `  change 2: ${faultTexts.void}`,
      `  change 1, position 7: ${faultTexts.person}`,
      `  the draw: ${faultTexts.late}`,
    ]);
  });

  test("still says what happened, but proves nothing and asks for no comparison", () => {
    expect(text).toContain("\nChange 2: void, ");
    expect(text).toContain("\nSeals and receipts\n");
    expect(text).not.toMatch(/proved|Now compare/);
  });
});

test("a reason that was erased is not hidden", () => {
  const draw = readExample();
  Object.assign(draw.revisions[0] ?? {}, { reason: undefined, reason_salt: undefined });
  expect(explain(draw)).toContain("\n  Reason: erased\n");
  Object.assign(draw.revisions[0] ?? {}, { reason_digest: undefined });
  expect(explain(draw)).not.toContain("Reason:");
});

test("untrusted text cannot control the terminal", () => {
  const draw = readExample();
  Object.assign(draw, { prize: "AirPods\u001b[31m", drawn_at: "\u202enow" });
  Object.assign(draw.positions[3] ?? {}, { employee_name: "Mallory\r\nDraw 7 is valid." });
  Object.assign(draw.revisions[0] ?? {}, { reason: "is\naway", requested_by: "\u0007" });
  const text = explain(draw);
  for (const part of [
    "Prize: AirPods\\u{001b}[31m",
    "Drawn \\u{202e}now",
    "Winner: Mallory\\u{000d}\\u{000a}Draw 7 is valid. (E0017)",
    "Reason: is\\u{000a}away",
    "requested by \\u{0007}",
  ])
    expect(text).toContain(part);
});
