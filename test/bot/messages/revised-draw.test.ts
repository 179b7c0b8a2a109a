import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatAnnouncement, formatRevisionNote } from "../../../bot/messages/announcement.ts";
import {
  formatDraw,
  formatHistory,
  MORE_WINNERS,
  NEWEST_DRAWS,
  OLDER_DRAWS,
} from "../../../bot/messages/history.ts";
import {
  drawingRecord,
  drawnRecord,
  NOW,
  revisionRecord,
  voidedBy,
  winnerAt,
  winnersNamed,
} from "../../support/draw-records.ts";

const [first, second, third, fourth] = [
  winnerAt(1, { employee_name: "王*芳", ...voidedBy(1) }),
  winnerAt(2, { employee_name: "Amara" }),
  winnerAt(3, { employee_name: "Ann", replaces: "E0001", ...voidedBy(2) }),
  winnerAt(4, { employee_name: "Ben", replaces: "E0003", slack_user_id: "U0BEN" }),
];
const redraws = [
  revisionRecord(1, { voided: ["E0001"], winners: [third], requested_by: "U0OPERATOR" }),
  revisionRecord(2, { voided: ["E0003"], winners: [fourth], reason: "is <away>" }),
] as const;
const draw = drawnRecord({ winners: [first, second, third, fourth], revisions: [...redraws] });
const voided = drawnRecord({
  winners: draw.winners.map((winner) => ({ ...voidedBy(3), ...winner })),
  revisions: [
    ...redraws,
    revisionRecord(3, { kind: "void", voided: ["E0002", "E0004"], requested_by: "U0OTHER" }),
  ],
});

const textsOf = ({ blocks }: { blocks: readonly unknown[] }) =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) =>
    JSON.parse(`"${text}"`),
  );
const valuesOf = ({ blocks }: { blocks: readonly unknown[] }) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)".*?"value":"([^"]*)"/g)].map(([, id, value]) => [
    id,
    value,
  ]);

/** A receipt whose digits are all this one, as people see it. */
const receiptOf = (digit: number) => Array(8).fill(String(digit).repeat(5)).join("-");

describe("the note of a redraw in the channel", () => {
  test("names the operator, the cancelled win and the replacement of this redraw, its reason and its receipt", () => {
    expect(formatRevisionNote(draw, redraws[0], locales.en).text).toBe(
      "Draw 7: <@U0OPERATOR> cancelled the win of 王∗芳. Next in the draw order: *Ann*. Congratulations!\n" +
        `Receipt of this redraw \`${receiptOf(1)}\``,
    );
    expect(formatRevisionNote(draw, redraws[1], locales.en).text).toBe(
      "Draw 7: the win of Ann was cancelled. Next in the draw order: *Ben* <@U0BEN>. Congratulations!\n" +
        `Reason: is &lt;away&gt;\nReceipt of this redraw \`${receiptOf(2)}\``,
    );
    expect(textsOf(formatRevisionNote(draw, redraws[0], locales["zh-CN"]))).toEqual([
      "第 7 次抽奖：<@U0OPERATOR> 取消了 王∗芳 的中奖资格，按抽奖顺序递补的是 *Ann*。恭喜！",
      `本次重抽的凭证 \`${receiptOf(1)}\``,
    ]);
  });

  test("of a void names the operator, and no winner", () => {
    const [, , last] = voided.revisions;
    if (!last) throw new Error("The void is missing.");
    expect(formatRevisionNote(voided, last, locales.en).text).toBe(
      "Draw 7 is void: <@U0OTHER> cancelled all its wins. Its winners can win later draws.\n" +
        `Receipt of this void \`${receiptOf(3)}\``,
    );
    const { requested_by: _, ...anonymous } = last;
    expect(textsOf(formatRevisionNote(voided, anonymous, locales["zh-CN"]))).toEqual([
      "第 7 次抽奖已整体作废，全部中奖资格均已取消。原中奖者以后仍可中奖。",
      `作废的凭证 \`${receiptOf(3)}\``,
    ]);
  });
});

describe("a draw that was redrawn twice", () => {
  test("shows the people whose win was cancelled, crossed out, before the current winner", () => {
    for (const message of [formatAnnouncement(draw, locales.en), formatDraw(draw, 0, locales.en, NOW)])
      expect(textsOf(message)).toContain("1. ~王∗芳~ → ~Ann~ → *Ben* <@U0BEN>\n2. *Amara*");
  });

  test("has its own receipt and the one of its last redraw", () => {
    const own = "01234-56789-abcde-f0123-45678-9abcd-ef012-34567";
    for (const message of [formatAnnouncement(draw, locales.en), formatDraw(draw, 0, locales.en, NOW)])
      expect(textsOf(message)).toContain(
        `Receipt of the draw \`${own}\`\nReceipt of the last redraw \`${receiptOf(2)}\`\nVerify them with \`/lottery verify 7\``,
      );
    expect(textsOf(formatAnnouncement(draw, locales["zh-CN"]))).toContain(
      `抽奖的凭证 \`${own}\`\n最近一次重抽的凭证 \`${receiptOf(2)}\`\n用 \`/lottery verify 7\` 验证`,
    );
    expect(textsOf(formatAnnouncement(voided, locales.en))).toContain(
      `Receipt of the draw \`${own}\`\nReceipt of the void \`${receiptOf(3)}\`\nVerify them with \`/lottery verify 7\``,
    );
  });

  test("has its current winners in the history, and the number of redraws", () => {
    const { text } = formatHistory({ entries: [{ drawNo: 7, draw }], more: false }, true, locales.en, NOW);
    expect(text).toMatch(/\nBen, Amara\n_redrawn 2 times_$/);
  });
});

describe("a draw that is void", () => {
  test("says so in the announcement, in the history and on its own page", () => {
    const announcement = formatAnnouncement(voided, locales.en);
    expect(announcement.blocks[0]).toMatchObject({ text: { text: "🚫 AirPods" } });
    expect(announcement.text).toBe("Draw 7 is void: all its wins were cancelled.");
    expect(JSON.stringify(announcement.blocks[1])).toContain(
      "Draw 7 is void: <@U0OTHER> cancelled all its wins (<!date^",
    );
    expect(formatDraw(voided, 0, locales.en, NOW).text).toContain(locales.en.history.voided);
    const { text } = formatHistory(
      { entries: [{ drawNo: 7, draw: voided }], more: false },
      true,
      locales.en,
      NOW,
    );
    expect(text).toContain(locales.en.history.voided);
    expect(text).not.toMatch(/Amara|Ben/);
  });
});

describe("pages", () => {
  const entries = [9, 8].map((drawNo) => ({ drawNo, draw: { ...drawingRecord(), draw_no: drawNo } }));

  test("of the history lead to older draws, if there are any, and back to the newest", () => {
    const page = (more: boolean, isNewest: boolean) =>
      valuesOf(formatHistory({ entries, more }, isNewest, locales.en, NOW));
    expect(page(false, true)).toEqual([]);
    expect(page(true, true)).toEqual([[OLDER_DRAWS, "8"]]);
    expect(page(true, false)).toEqual([
      [NEWEST_DRAWS, "newest"],
      [OLDER_DRAWS, "8"],
    ]);
    expect(page(false, false)).toEqual([[NEWEST_DRAWS, "newest"]]);
  });

  test("of a draw's winners lead to the next until the last", () => {
    const crowd = drawnRecord({ winners: winnersNamed(250) });
    expect(JSON.stringify(formatDraw(drawnRecord(), 0, locales.en, NOW))).not.toContain("Winners 1 to");
    const first = formatDraw(crowd, 0, locales.en, NOW);
    expect(textsOf(first).join("\n")).toMatch(/\n1\. .*\n100\. \*Name 100\*\n/s);
    expect(textsOf(first).join("\n")).not.toContain("101. ");
    expect(valuesOf(first)).toEqual([[MORE_WINNERS, "7:100"]]);
    expect(valuesOf(formatDraw(crowd, 100, locales.en, NOW))).toEqual([[MORE_WINNERS, "7:200"]]);
    const last = formatDraw(crowd, 200, locales.en, NOW);
    expect(textsOf(last).join("\n")).toMatch(/201\. .*250\. .*\nWinners 201 to 250 of 250\./s);
    expect(valuesOf(last)).toEqual([]);
  });
});
