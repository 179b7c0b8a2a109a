import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Revision } from "../../../data/ledger/draw-record.ts";
import { formatRevisionNotice } from "../../../workflow/notice/format-revision-notice.ts";
import { lotteryNotice } from "../../../workflow/notice/lottery-notice.ts";
import { drawnRecord, winnerAt } from "../../support/draw-records.ts";

test("an id with a line break in it writes no line of its own into the mail of a redraw", () => {
  const time = "2026-06-15T12:00:01.000Z";
  const loser = winnerAt(1, {
    employee_id: "E1)\nReceipt: forged\u202e",
    void: { revision: 1 },
  });
  const winner = winnerAt(2, { replaces: loser.employee_id });
  const draw = drawnRecord({
    winners: [loser, winner],
    revisions: [
      {
        revision_id: "r1",
        kind: "redraw",
        requested_at: time,
        revised_at: time,
        voided: [loser.employee_id],
        walked_from: 1,
        winners: [winner],
        lost: [],
        pages: [],
        receipt: "ab".repeat(32),
      },
    ],
  });
  const { sns } = formatRevisionNotice(draw, "r1", "en");
  expect(sns.split("\n").filter((line) => line.startsWith("Receipt: "))).toEqual([
    "Receipt: ababab-ababab-ababab-ababab",
  ]);
  expect(sns).toContain("(E1) Receipt: forged)");
});

describe("of a draw that was redrawn twice and then voided", () => {
  const time = "2026-06-15T12:00:01.000Z";
  const revision = (number: number, more: Partial<Revision>): Revision => ({
    revision_id: `r${number}`,
    kind: "redraw",
    requested_at: time,
    revised_at: time,
    voided: [],
    walked_from: number,
    winners: [],
    lost: [],
    pages: [],
    receipt: `${number}${number}`.repeat(32),
    ...more,
  });
  const voidBy = (number: number) => ({ void: { revision: number, revised_at: time } });
  const [first, second, third, fourth] = [
    winnerAt(1, { employee_name: "王芳", ...voidBy(1) }),
    winnerAt(2, { employee_name: "Amara", ...voidBy(3) }),
    winnerAt(3, { employee_name: "Ann", replaces: "E0001", ...voidBy(2) }),
    winnerAt(4, { employee_name: "Ben", replaces: "E0003", ...voidBy(3) }),
  ];
  const draw = drawnRecord({
    winners: [first, second, third, fourth],
    prize: "AirPods",
    revisions: [
      revision(1, { voided: ["E0001"], winners: [third] }),
      revision(2, { voided: ["E0003"], winners: [fourth], reason: "is away" }),
      revision(3, { kind: "void", voided: ["E0002", "E0004"], reason: "wrong roster" }),
    ],
  });
  const read = (id: string, locale: "en" | "zh-CN" = "en") => {
    const { sns, subject, notice } = formatRevisionNotice(draw, id, locale);
    const texts = z.strictObject({ default: z.string(), email: z.string(), lambda: z.string() });
    const { lambda, ...others } = texts.parse(JSON.parse(notice));
    expect(others.email).toBe(sns);
    return { sns, subject, headline: others.default, lambda: lotteryNotice.parse(JSON.parse(lambda)) };
  };

  test("the mail of each redraw names its own loser, winner, reason and receipt", () => {
    expect(read("r1")).toMatchObject({
      subject: "Lottery draw 7: redrawn",
      headline: "One winner of lottery draw 7 (AirPods) was replaced",
      lambda: { draw_no: 7, revision: 1 },
      sns: [
        "One winner of lottery draw 7 (AirPods) was replaced:",
        "",
        "The win of 王芳 (E0001) was cancelled. Next in the draw order: Ann (E0003).",
        "",
        "Receipt: 111111-111111-111111-111111",
        "All draws: /lottery winners in Slack.",
      ].join("\n"),
    });
    expect(read("r2")).toMatchObject({
      lambda: { draw_no: 7, revision: 2 },
      sns: [
        "One winner of lottery draw 7 (AirPods) was replaced:",
        "",
        "The win of Ann (E0003) was cancelled. Next in the draw order: Ben (E0004).",
        "Reason: is away",
        "",
        "Receipt: 222222-222222-222222-222222",
        "All draws: /lottery winners in Slack.",
      ].join("\n"),
    });
  });

  test("the mail of the void names nobody", () => {
    expect(read("r3")).toMatchObject({
      subject: "Lottery draw 7: void",
      headline: "Lottery draw 7 (AirPods) is void: all its wins were cancelled.",
      lambda: { draw_no: 7, revision: 3, num_of_winners: 0, winners: [] },
      sns: [
        "Lottery draw 7 (AirPods) is void: all its wins were cancelled.",
        "",
        "Reason: wrong roster",
        "",
        "Receipt: 333333-333333-333333-333333",
        "All draws: /lottery winners in Slack.",
      ].join("\n"),
    });
  });

  test("the mail is Chinese where that is the locale", () => {
    expect(read("r2", "zh-CN").sns).toBe(
      [
        "第 7 次抽奖（AirPods）有一个名额重新抽取：",
        "",
        "Ann (E0003) 的中奖资格已取消。按同一顺序递补的中奖者是 Ben (E0004)。",
        "原因：is away",
        "",
        "凭证：222222-222222-222222-222222",
        "全部抽奖记录：在 Slack 中输入 /lottery winners。",
      ].join("\n"),
    );
  });
});
