import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import {
  CHANGES_BUTTON,
  formatMoreChanges,
  formatPositions,
  formatVerification,
  POSITIONS_BUTTON,
} from "../../../bot/messages/verification.ts";
import { outcomeNames } from "../../../workflow/draw/eligibility.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";

const buttonsOf = ({ blocks }: { blocks: readonly unknown[] }) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)".*?"value":"([^"]*)"/g)].map(([, id, value]) => [
    id,
    value,
  ]);

describe("a draw that follows the rules", () => {
  const example = readExample();

  test("is valid, with the number of people with each outcome, all redraws and voids, and all receipts", () => {
    const { text, blocks } = formatVerification(example, locales.en);
    const positions = [...example.positions, ...example.revisions.flatMap((revision) => revision.positions)];
    const count = (outcome: string) => positions.filter((position) => position.outcome === outcome).length;
    expect(text).toBe(
      [
        "✅ *Draw 7 is valid.*",
        locales.en.verify.facts({
          seed: example.seed,
          rosterSize: example.roster_size,
          visited: positions.length,
          counts: outcomeNames
            .toReversed()
            .map((outcome) => locales.en.verify.outcomes[outcome].count(count(outcome))),
        }),
        "*The draw:* <!date^1777887000^{date_short_pretty} {time}|2026-05-04 09:30 UTC>",
        "Receipt of the draw `fbb0e-f0c65-a4dcb-6789d-67ca1-74ea8-94cb1-1adf3`",
        "*Change 1, a redraw:* <!date^1777968000^{date_short_pretty} {time}|2026-05-05 08:00 UTC>, requested by <@U0OPERATOR>",
        "Wins cancelled: Zoë O'Neil. Next in the draw order: Ana Müller.",
        "Reason: On leave \\ until June",
        "Receipt of this redraw `2ea6b-2154b-8d654-7e3ca-ab248-6749b-e0acc-b2b80`",
        "*Change 2, a void:* <!date^1778062500^{date_short_pretty} {time}|2026-05-06 10:15 UTC>",
        "Wins cancelled: 王小明, Ana Müller.",
        "Receipt of this void `92a27-7c8f8-cf529-096c6-36b05-4c52f-77418-7d215`",
        "This does not prove that everyone was on the roster list, or that the owner of the AWS account (or of the machine) did not choose the seed.",
      ].join("\n"),
    );
    expect(formatVerification(example, locales["zh-CN"]).text).toContain(
      "，由 <@U0OPERATOR> 发起\n取消中奖资格：Zoë O'Neil。按抽奖顺序递补：Ana Müller。\n原因：On leave",
    );
    expect(count("chosen")).toBeGreaterThan(1);
    expect(buttonsOf({ blocks })).toEqual([[POSITIONS_BUTTON, `${example.draw_no}:0`]]);
  });

  test("marks wins that were cancelled and people who were lost in the list of positions", () => {
    const lines = formatPositions(example, 0, locales.en).text.split("\n");
    expect(lines.filter((line) => line.includes("chosen"))).toEqual([
      "3. №5 · E0005 · was chosen, but draw 8 claimed them first",
      "4. №7 · ~王小明~ · *chosen*, win cancelled by change 2",
      "6. №9 · ~Zoë O'Neil~ · *chosen*, win cancelled by change 1",
      "11. №1 · ~Ana Müller~ · *chosen*, win cancelled by change 2",
    ]);
    const { text } = formatPositions(example, 0, locales["zh-CN"]);
    expect(text).toContain("3. №5 · E0005 · 被选中，但第 8 次抽奖抢先占用了此人");
    expect(text).toContain("6. №9 · ~Zoë O'Neil~ · *选中*，中奖资格被第 1 次更改取消");
    const untouched = formatPositions({ ...example, revisions: [] }, 0, locales.en).text;
    expect(untouched).toContain("\n6. №9 · Zoë O'Neil · *chosen*");
    expect(untouched).not.toContain("~");
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
  expect(text).not.toMatch(/✅|does not prove/);

  const [revision] = example.revisions;
  if (!revision) throw new Error("The example has no revision.");
  const repeated = { ...forged, revisions: Array.from({ length: 25 }, () => revision) };
  const faults = verifyDraw(repeated).length;
  expect(faults).toBeGreaterThan(21);
  const many = formatVerification(repeated, locales.en).text;
  expect(many.match(/^• /gm)).toHaveLength(21);
  expect(many).toMatch(new RegExp(`• and ${faults - 20} more$`, "m"));
});

test("further messages continue the list of changes where the last one ended", () => {
  const example = readExample();
  const [revision] = example.revisions;
  if (!revision) throw new Error("The example has no revision.");
  const draw = { ...example, revisions: Array.from({ length: 100 }, () => revision) };
  const listed: number[] = [];
  let message = formatVerification(draw, locales.en);
  for (let pages = 1; ; pages++) {
    expect(pages).toBeLessThan(10);
    listed.push(...Array.from(message.text.matchAll(/^\*Change (\d+), /gm), ([, number]) => Number(number)));
    const next = buttonsOf(message).find(([id]) => id === CHANGES_BUTTON)?.[1];
    if (next === undefined) break;
    expect(next).toBe(`7:${listed.length}`);
    message = formatMoreChanges(draw, listed.length, locales.en);
    expect(message.text).toMatch(/^\*Draw 7: all changes\*\n/);
  }
  expect(listed).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
});
