import { expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatPositions, POSITIONS_BUTTON } from "../../../bot/messages/verified-positions.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { listButtons } from "../../support/list-buttons.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";
import { personAt } from "../../support/simulated-ledger.ts";

const list = (draw: ExportedDraw, from = 0, locale: "en" | "zh-CN" = "en") =>
  formatPositions(draw, from, locales[locale]);

test("lists each position with its person, what was found, and what has changed since the seal", () => {
  const { text, blocks } = list(readExample());
  expect(text.split("\n")).toEqual([
    "*Draw 7, position by position*",
    "1. №8 · Tove Lind · is excluded until 2025-12-31",
    "2. №12 · Lea Øster · has already won draw 3",
    "3. №14 · Max Power · was chosen, but draw 8 claimed them first",
    "4. №17 · ~王小明~ · *chosen*, win cancelled by change 2",
    "5. №4 · Ines · is not in a department of this draw",
    "6. №19 · ~Zoë O'Neil~ · *chosen*, win cancelled by change 1",
    "7. №15 · Raj · was claimed by draw 9 (could still win when the draw was sealed)",
    "8. №7 · Kim Lee · has left since the draw was sealed",
    "9. №9 · this entry of the list is not the one that was sealed",
    "10. №10 · erased person · has already won",
    "11. №6 · ~Ana Müller~ · *chosen*, win cancelled by change 2",
  ]);
  expect(listButtons({ blocks })).toEqual([]);
  const chinese = list(readExample(), 0, "zh-CN").text;
  for (const line of [
    "3. №14 · Max Power · 被选中，但第 8 次抽奖抢先占用了此人",
    "6. №19 · ~Zoë O'Neil~ · *选中*，中奖资格被第 1 次更改取消",
    "8. №7 · Kim Lee · 已经离职（封存之后离职）",
    "10. №10 · 已删除的人员 · 此前已中奖",
  ])
    expect(chinese).toContain(`\n${line}`);
});

test("shows in small print what determines the order", () => {
  const smallPrint = (draw: ExportedDraw) =>
    JSON.stringify(list(draw).blocks.filter(({ type }) => type === "context"));
  const { seed } = readExample();
  expect(smallPrint(readExample())).toContain(
    `Seed \`${seed}\`, from round 20791007 of drand and the secret. Highest serial: 20. Positions considered: 11.`,
  );
  expect(smallPrint(withoutBeacon(readExample()))).toContain(`Seed \`${seed}\`. Highest serial: 20.`);
});

test("does not cross out a winner whose win counts", () => {
  const { text } = list({ ...readExample(), revisions: [] });
  expect(text).toContain("\n6. №19 · Zoë O'Neil · *chosen*");
  expect(text).not.toContain("~");
});

test("says how else a person has changed since the seal", () => {
  const draw = readExample();
  Object.assign(draw.positions[1] ?? {}, { outcome: "held", sealed_as: "left" });
  Object.assign(draw.positions[3] ?? {}, { sealed_as: "taken" });
  const { text } = list({ ...draw, revisions: [] });
  expect(text).toContain("Lea Øster · was claimed by draw 3 (had left when the draw was sealed)\n");
  expect(text).toContain("王小明 · *chosen* (had won, or was claimed, when the draw was sealed)\n");
});

test("further messages continue the list where the last one ended", () => {
  const positions = Array.from({ length: 90 }, (_, i) => ({
    ...personAt(1),
    lottery_serial: i + 1,
    outcome: "won" as const,
    draw_no: 3,
  }));
  const draw: ExportedDraw = { ...withoutBeacon(readExample()), positions, lost: [], revisions: [] };
  expect(list(draw).text).toContain("40. №40 · Name 1 · has already won draw 3");
  expect(list(draw).text).not.toContain("41. ");
  expect(listButtons(list(draw))).toEqual([[POSITIONS_BUTTON, "7:40"]]);
  expect(list(draw, 40).text).toContain("41. №41 · Name 1");
  expect(listButtons(list(draw, 50))).toEqual([]);
});
