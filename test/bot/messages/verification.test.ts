import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatPositions, formatVerification, POSITIONS_BUTTON } from "../../../bot/messages/verification.ts";
import { outcomeNames } from "../../../workflow/draw/eligibility.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";

const buttonsOf = ({ blocks }: { blocks: readonly unknown[] }) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)".*?"value":"([^"]*)"/g)].map(([, id, value]) => [
    id,
    value,
  ]);

describe("a draw that follows the rules", () => {
  const example = readExample();

  test("is valid, with the receipt of its last revision and the number of people with each outcome", () => {
    const { text, blocks } = formatVerification(example, locales.en);
    const positions = [...example.positions, ...example.revisions.flatMap((revision) => revision.positions)];
    const count = (outcome: string) => positions.filter((position) => position.outcome === outcome).length;
    const receipt = formatReceipt(example.revisions.at(-1)?.receipt ?? "");
    expect(text).toBe(
      [
        locales.en.verify.valid(example.draw_no, receipt),
        locales.en.verify.facts({
          seed: example.seed,
          rosterSize: example.roster_size,
          visited: positions.length,
          counts: outcomeNames
            .toReversed()
            .map((outcome) => locales.en.verify.outcomes[outcome].count(count(outcome))),
        }),
      ].join("\n"),
    );
    expect(count("chosen")).toBeGreaterThan(1);
    expect(buttonsOf({ blocks })).toEqual([[POSITIONS_BUTTON, `${example.draw_no}:0`]]);
  });

  test("lists each position with its person and outcome, winners by name", () => {
    const { text, blocks } = formatPositions(example, 0, locales.en);
    const [title, ...lines] = text.split("\n");
    expect(title).toBe(locales.en.verify.positionsTitle(example.draw_no));
    const positions = [...example.positions, ...example.revisions.flatMap((revision) => revision.positions)];
    expect(lines).toHaveLength(positions.length);
    for (const [i, position] of positions.entries()) {
      expect(lines[i]).toMatch(new RegExp(`^${i + 1}\\. №${position.lottery_serial} · `));
      if (position.outcome === "gap") expect(lines[i]).toMatch(/№\d+ · no employee has this serial$/);
    }
    for (const { employee_name } of example.winners) expect(text).toContain(employee_name);
    expect(buttonsOf({ blocks })).toEqual([]);
  });
});

test("further messages continue the list of positions where the last one ended", () => {
  const positions = Array.from({ length: 90 }, (_, i) => ({
    lottery_serial: i + 1,
    outcome: "won" as const,
    employee_id: `E${i + 1}`,
    draw_no: 3,
  }));
  const draw: ExportedDraw = { ...readExample(), positions, revisions: [] };
  const number = draw.draw_no;
  const page = (from: number) => formatPositions(draw, from, locales.en);
  expect(page(0).text).toContain("40. №40 · E40 · has already won draw 3");
  expect(page(0).text).not.toContain("41. ");
  expect(buttonsOf(page(0))).toEqual([[POSITIONS_BUTTON, `${number}:40`]]);
  expect(page(40).text).toContain("41. №41 · E41");
  expect(buttonsOf(page(50))).toEqual([]);
});

test("an invalid draw says where it is wrong, and how many faults there are beyond the first twenty", () => {
  const example = readExample();
  const forged: ExportedDraw = { ...example, seed: "00".repeat(32) };
  const { text } = formatVerification(forged, locales.en);
  expect(text).toContain(locales.en.verify.invalid(example.draw_no));
  expect(text).toContain(`• ${locales.en.verify.faults.order}`);
  expect(text).not.toContain("✅");

  const [revision] = example.revisions;
  if (!revision) throw new Error("The example has no revision.");
  const repeated = { ...forged, revisions: Array.from({ length: 25 }, () => revision) };
  const faults = verifyDraw(repeated).length;
  expect(faults).toBeGreaterThan(21);
  const many = formatVerification(repeated, locales.en).text;
  expect(many.match(/^• /gm)).toHaveLength(21);
  expect(many).toMatch(new RegExp(`• and ${faults - 20} more$`));
});
