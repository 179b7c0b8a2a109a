import { describe, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { explainLedger } from "../../../infra/cli/explain-ledger.ts";
import { ledgerFaultTexts } from "../../../infra/cli/story/ledger-fault-texts.ts";
import type { EndedDraw } from "../../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";
import { type LedgerFault, verifyLedger } from "../../../workflow/draw/verify-ledger.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { simulateLedger } from "../../support/simulated-ledger.ts";

/** The explanation of draws, with these faults instead of theirs. */
function explain(
  draws: readonly EndedDraw[],
  {
    faults,
    positions = false,
    isWhole = true,
  }: { faults?: LedgerFault[]; positions?: boolean; isWhole?: boolean } = {},
) {
  const result = verifyLedger(draws, { isWhole, beacon: publishedBeacon });
  return explainLedger(draws, faults ? { ...result, faults } : result, { chain: quicknet, positions });
}

const draws = simulateLedger([
  { kind: "draw", wanted: 6, lag: 0 },
  { kind: "fail", lag: 0 },
  { kind: "draw", wanted: 6, lag: 0 },
  { kind: "void", pick: 0 },
]);

describe("an explanation of a ledger", () => {
  const lines = explain(draws).split("\n");

  test("says what is proved about all draws together", () => {
    expect(lines.slice(0, 3)).toEqual(["Draws 1–3 are valid.", "", "What is proved"]);
    expect(lines.slice(3, 7)).toEqual([
      "  All draws from 1 to 3 are there; 1 of them failed.",
      expect.stringMatching(
        /^ {2}Each draw contains a digest of the draws before it, and all of them fit together\. Newest link, after draw 3: [0-9a-f]{5}-/,
      ),
      "  Nobody has won twice. 6 people have a win that counts.",
      "  Everybody who was skipped because of a win in a draw that is here has that win.",
    ]);
  });

  test("says what is not proved", () => {
    const from = lines.indexOf("What is not proved") + 1;
    expect(lines.slice(from, lines.indexOf("", from))).toEqual([
      "  That the lists include everyone: a person who never checks could be missing from them.",
      "  That nobody chose the seeds of draws 1, 3: they were not sealed. The owner of the AWS account (or of the machine) could have tried seeds until somebody won.",
    ]);
  });

  test("lists every draw, failed ones too, with all seals and receipts", () => {
    const [first, second, third] = draws;
    if (first?.format !== "lottery-draw-v1" || third?.format !== "lottery-draw-v1")
      throw new Error("Not decided.");
    const from = lines.indexOf("Draw 1: valid, 6 winners, 1 change, void");
    expect(lines.slice(from)).toEqual([
      "Draw 1: valid, 6 winners, 1 change, void",
      `  Receipt of the draw ${formatReceipt(first.receipt)}`,
      `  Receipt of change 1 ${formatReceipt(first.revisions[0]?.receipt ?? "")}`,
      "",
      "Draw 2: failed (NotEnoughEntrants), 2026-01-01T02:00:00.000Z",
      expect.stringMatching(/^ {2}Receipt of the failure [0-9a-f]{5}-/),
      "",
      "Draw 3: valid, 6 winners",
      `  Receipt of the draw ${formatReceipt(third.receipt)}`,
      "",
      "Now compare the last receipt of each draw, and the seals with their times, with those in the channel.",
    ]);
    expect(second?.format).toBe("lottery-failure-v1");
  });

  test("tells the whole story of each draw on request", () => {
    const text = explain(draws, { positions: true });
    expect(text.match(/^Draw \d is valid\.$/gm)).toEqual(["Draw 1 is valid.", "Draw 3 is valid."]);
    expect(text).toMatch(/^ {2}position 1: serial /m);
  });
});

test("names the draws that are not there, and what cannot be compared", () => {
  const text = explain([readExample()], { isWhole: false });
  expect(text).toMatch(/^Draw 7 is valid\.\n/);
  for (const line of [
    "Anything about draws 1–6: they are not here. They may be under way.",
    "Whether 3 people were skipped rightly: they name draws that are not here (3, 8, 9).",
  ])
    expect(text).toContain(`\n  ${line}\n`);
  expect(text).not.toMatch(/All draws|were not sealed/);
});

test("says that draws were sealed in the ledger only", () => {
  const example = readExample();
  const seals = example.seals.map(({ message_ts: _, ...seal }) => seal);
  const text = explain([{ ...example, seals: seals.slice(1) }], { faults: [] });
  expect(text).toContain(
    "\n  That the seals of draws 7 existed before their random numbers: they were not posted in a channel.\n",
  );
});

test("shows the seals of a draw that was sealed and failed", () => {
  const [failure] = simulateLedger([{ kind: "fail", lag: 0 }]);
  if (failure?.format !== "lottery-failure-v1") throw new Error("The draw has not failed.");
  const { seals } = readExample();
  const text = explain([{ ...failure, beacon: "drand", seals }]);
  expect(text).toContain(
    `\nDraw 1: failed (NotEnoughEntrants), 2026-01-01T00:00:00.000Z\n  Seal for round 20791000 ${formatReceipt(seals[0]?.seal ?? "")}, posted at`,
  );
});

test("says what is wrong, and in which draw", () => {
  const text = explain(draws, {
    faults: [
      { fault: "missing", draw_no: 4, numbers: { first: 4, last: 6 } },
      { fault: "missing", draw_no: 8, numbers: { first: 8, last: 8 } },
      { fault: "link", draw_no: 3, suspects: { first: 2, last: 2 } },
      { fault: "link", draw_no: 3, suspects: { first: 1, last: 2 } },
      { fault: "link", draw_no: 3, suspects: undefined },
      { fault: "named", draw_no: 3, named: 1, position: 4 },
      { fault: "named", draw_no: 3, named: 1, position: 4, revision: 2 },
      { fault: "twice", draw_no: 3, other: 1, employee_id: "E\u001b1" },
      { fault: "late", draw_no: 3 },
      { fault: "order", draw_no: 3, position: 0, revision: 1 },
    ],
  });
  expect(text.split("\n").slice(0, 12)).toEqual([
    "Draws 1–3 are not valid:",
    `  draws 4–6: ${ledgerFaultTexts.missing}`,
    `  draw 8: ${ledgerFaultTexts.missing}`,
    `  draw 3: ${ledgerFaultTexts.link} (draw 2)`,
    `  draw 3: ${ledgerFaultTexts.link} (draws 1–2)`,
    `  draw 3: ${ledgerFaultTexts.link}`,
    `  draw 3, position 5: ${ledgerFaultTexts.named}, in draw 1`,
    `  draw 3, change 2, position 5: ${ledgerFaultTexts.named}, in draw 1`,
    `  draw 3: ${ledgerFaultTexts.twice}: E\\u{001b}1, in draw 1`,
    "  draw 3: the seal was posted when the random number was already known, or it replaced one that was posted in time",
    "  draw 3, change 1, position 1: the serial does not follow from the seed and the size of the roster, or the position was visited without need",
    "",
  ]);
  expect(text).toContain("\nDraw 3: not valid, 6 winners\n");
  expect(text).not.toMatch(/What is|Now compare/);
});
