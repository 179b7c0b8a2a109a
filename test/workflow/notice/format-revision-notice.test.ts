import { describe, expect, test } from "vitest";
import { z } from "zod";
import { formatRevisionNotice } from "../../../workflow/notice/format-revision-notice.ts";
import { lotteryNotice } from "../../../workflow/notice/lottery-notice.ts";
import { drawnRecord, revisionRecord, voidedBy, winnerAt } from "../../support/draw-records.ts";
import { noticeTexts } from "../../support/notice-texts.ts";

test("an id with a line break does not add a line to the email of a redraw", () => {
  const loser = winnerAt(1, {
    employee_id: "E1)\nReceipt: forged\u202e",
    ...voidedBy(1),
  });
  const winner = winnerAt(2, { replaces: loser.employee_id });
  const draw = drawnRecord({
    winners: [loser, winner],
    revisions: [
      revisionRecord(1, { voided: [loser.employee_id], winners: [winner], receipt: "ab".repeat(32) }),
    ],
  });
  const { sns } = formatRevisionNotice(draw, "r1", noticeTexts.en);
  expect(sns.split("\n").filter((line) => line.startsWith("Receipt: "))).toEqual([
    "Receipt: ababa-babab-ababa-babab-ababa-babab-ababa-babab",
  ]);
  expect(sns).toContain("(E1) Receipt: forged)");
});

describe("the email about a draw that was redrawn twice and then voided", () => {
  const [first, second, third, fourth] = [
    winnerAt(1, { employee_name: "王芳", ...voidedBy(1) }),
    winnerAt(2, { employee_name: "Amara", ...voidedBy(3) }),
    winnerAt(3, { employee_name: "Ann", replaces: "E0001", ...voidedBy(2) }),
    winnerAt(4, { employee_name: "Ben", replaces: "E0003", ...voidedBy(3) }),
  ];
  const draw = drawnRecord({
    winners: [first, second, third, fourth],
    prize: "AirPods",
    revisions: [
      revisionRecord(1, { voided: ["E0001"], winners: [third] }),
      revisionRecord(2, { voided: ["E0003"], winners: [fourth], reason: "is away" }),
      revisionRecord(3, { kind: "void", voided: ["E0002", "E0004"], reason: "wrong roster" }),
    ],
  });
  const read = (id: string, locale: "en" | "zh-CN" = "en") => {
    const { sns, subject, notice } = formatRevisionNotice(draw, id, noticeTexts[locale]);
    const texts = z.strictObject({ default: z.string(), email: z.string(), lambda: z.string() });
    const { lambda, ...others } = texts.parse(JSON.parse(notice));
    expect(others.email).toBe(sns);
    return { sns, subject, headline: others.default, lambda: lotteryNotice.parse(JSON.parse(lambda)) };
  };

  test("names for each redraw the cancelled win, the replacement, the reason and the receipt", () => {
    expect(read("r1")).toMatchObject({
      subject: "Lottery draw 7: redrawn",
      headline: "One winner of lottery draw 7 (AirPods) was replaced",
      lambda: { draw_no: 7, revision: 1 },
      sns: [
        "One winner of lottery draw 7 (AirPods) was replaced:",
        "",
        "The win of 王芳 (E0001) was cancelled. Next in the draw order: Ann (E0003).",
        "",
        "Receipt: 11111-11111-11111-11111-11111-11111-11111-11111",
        "To see all draws, type /lottery winners in Slack.",
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
        "Receipt: 22222-22222-22222-22222-22222-22222-22222-22222",
        "To see all draws, type /lottery winners in Slack.",
      ].join("\n"),
    });
  });

  test("names nobody for the void", () => {
    expect(read("r3")).toMatchObject({
      subject: "Lottery draw 7: void",
      headline: "Lottery draw 7 (AirPods) is void: all its wins were cancelled.",
      lambda: { draw_no: 7, revision: 3, num_of_winners: 0, winners: [] },
      sns: [
        "Lottery draw 7 (AirPods) is void: all its wins were cancelled.",
        "",
        "Reason: wrong roster",
        "",
        "Receipt: 33333-33333-33333-33333-33333-33333-33333-33333",
        "To see all draws, type /lottery winners in Slack.",
      ].join("\n"),
    });
  });

  test("is in Chinese if that is the locale", () => {
    expect(read("r2", "zh-CN").sns).toBe(
      [
        "第 7 次抽奖（AirPods）有一位中奖者被替换：",
        "",
        "Ann (E0003) 的中奖资格已取消。按抽奖顺序由 Ben (E0004) 递补。",
        "原因：is away",
        "",
        "凭证：22222-22222-22222-22222-22222-22222-22222-22222",
        "在 Slack 中输入 /lottery winners 查看历次抽奖。",
      ].join("\n"),
    );
  });
});
