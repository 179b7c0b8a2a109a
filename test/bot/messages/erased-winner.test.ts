import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatAnnouncement, formatRevisionNote } from "../../../bot/messages/announcement.ts";
import { formatDraw, formatHistory } from "../../../bot/messages/history.ts";
import { drawnRecord, NOW, revisionRecord, voidedBy, winnerAt } from "../../support/draw-records.ts";

const erasedAt = (serial: number) => ({
  employee_id: `erased-${serial}`,
  employee_name: "erased",
  lottery_serial: serial,
  erased: String(serial).repeat(64),
});

const redraw = revisionRecord(1, { voided: ["erased-1"], winners: [erasedAt(3)] });
const draw = drawnRecord({
  winners: [
    { ...erasedAt(1), ...voidedBy(1) },
    winnerAt(2, { employee_name: "Amara" }),
    { ...erasedAt(3), replaces: "erased-1" },
  ],
  revisions: [redraw],
});

describe.each([
  ["en", "erased person", ", "],
  ["zh-CN", "已删除的人员", "、"],
] as const)("a winner whose data was erased is called so in %s", (locale, name, separator) => {
  const texts = locales[locale];

  test("in the announcement and in the list of winners, without an id", () => {
    for (const message of [formatAnnouncement(draw, texts), formatDraw(draw, 0, texts, NOW)]) {
      const shown = JSON.stringify(message.blocks);
      expect(shown).toContain(`1. ~${name}~ → *${name}*\\n2. *Amara*`);
      expect(shown).not.toContain("erased-");
    }
    expect(formatAnnouncement(draw, texts).text).toContain(`${name}${separator}Amara`);
  });

  test("in the history", () => {
    const { text } = formatHistory({ entries: [{ drawNo: 7, draw }], more: false }, true, texts, NOW);
    expect(text).toContain(`${name}${separator}Amara`);
  });

  test("in the note of a redraw", () => {
    const { text } = formatRevisionNote(draw, redraw, texts);
    expect(text.split(name)).toHaveLength(3);
    expect(text).toContain(`*${name}*`);
    expect(text).not.toContain("erased-");
  });
});
