import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { DrawnRecord, Winner } from "../../../data/ledger/draw-record.ts";
import { oneLine } from "../../../data/people/employee.ts";
import { formatNotice } from "../../../workflow/notice/format-notice.ts";
import { lotteryNotice } from "../../../workflow/notice/lottery-notice.ts";
import { drawnRecord } from "../../support/draw-records.ts";
import { noticeTexts } from "../../support/notice-texts.ts";

const wangFang: Winner = {
  employee_id: "E0001",
  employee_name: "王芳",
  lottery_serial: 17,
  slack_user_id: "U0WANG",
};
const amara: Winner = { employee_id: "E0002", employee_name: "Amara Okafor", lottery_serial: 3 };

function draw(winners: readonly Winner[], more: Partial<DrawnRecord> = {}): DrawnRecord {
  const { prize, requested_by, channel_id, ...record } = drawnRecord({ winners: [...winners] });
  return { ...record, ...more };
}

const messages = z.strictObject({ default: z.string(), email: z.string(), lambda: z.string() });

function read(record: DrawnRecord, locale: "en" | "zh-CN" = "en") {
  const { sns, subject, notice } = formatNotice(record, noticeTexts[locale]);
  const { lambda, ...texts } = messages.parse(JSON.parse(notice));
  return { sns, subject, ...texts, lambda: lotteryNotice.parse(JSON.parse(lambda)) };
}

test("says who won, when, and where to find the rest", () => {
  const { sns, email, subject } = read(draw([wangFang, amara], { prize: "AirPods" }));
  expect(subject).toBe("Lottery draw 7: 2 winners");
  expect(read(draw([amara])).subject).toBe("Lottery draw 7: 1 winner");
  expect(sns).toBe(
    [
      "Lottery draw 7 has 2 winners (AirPods):",
      "",
      "1. 王芳 (E0001)",
      "2. Amara Okafor (E0002)",
      "",
      "Drawn at 2026-06-15 12:00 UTC from 990 eligible people.",
      "Receipt: 01234-56789-abcde-f0123-45678-9abcd-ef012-34567",
      "To see all draws, type /lottery winners in Slack.",
    ].join("\n"),
  );
  expect(email).toBe(sns);
});

test("names the campaign if it has a name, in one line", () => {
  const named = (name: string) => draw([wangFang], { rules: { campaign: { no: 2, name } } });
  expect(read(named("Year-end\nparty")).sns).toContain("\nCampaign: Year-end party\nDrawn at ");
  expect(read(named("年会"), "zh-CN").sns).toContain("\n活动：年会\n");
  expect(read(draw([wangFang], { rules: { campaign: { no: 2 } } })).sns).not.toContain("Campaign");
});

test("says who could win if the draw has rules, in one line", () => {
  const rules = { departments: { not: ["Board\nof directors", "Interns"] }, joined_before: "2026-01-01" };
  const line = "\nRules: for everybody except Board of directors and Interns, joined before 2026-01-01\n";
  expect(read(draw([wangFang], { rules })).sns).toContain(`${line}Drawn at `);
  expect(read(draw([wangFang], { rules: { again: true } }), "zh-CN").sns).toContain(
    "\n规则：此前的中奖者可以再次中奖\n",
  );
  expect(read(draw([wangFang], { rules: {} })).sns).not.toContain("Rules");
});

test("is in Chinese if that is the locale", () => {
  const { sns, default: headline } = read(draw([wangFang], { prize: "耳机" }), "zh-CN");
  expect(sns).toContain("第 7 次抽奖共 1 位中奖者（耳机）：\n\n1. 王芳 (E0001)\n");
  expect(headline).toBe("第 7 次抽奖共 1 位中奖者（耳机）");
  expect(sns).toContain("抽奖时间：2026-06-15 12:00 UTC，可中奖人数：990。");
});

test("of a sealed draw says where it was sealed before the random number existed, and how to verify that", () => {
  const seal = { round: 1_000, seal: "ab".repeat(32) };
  const sealed = (...seals: DrawnRecord["seals"]) => read(draw([wangFang], { beacon: "drand", seals })).sns;
  expect(sealed(seal, { ...seal, message_ts: "1700000000.000100" })).toContain(
    "\nSealed in its channel before the random number existed. To verify that, type /lottery verify 7 in Slack.\n",
  );
  expect(sealed(seal)).toContain("\nSealed in the ledger before the random number existed.");
  expect(read(draw([wangFang])).sns).not.toContain("Sealed");
});

test("counts the eligible people, not the roster", () => {
  expect(read(draw([wangFang], { eligible: 1 })).sns).toContain("from one eligible person.");
});

test.each(["en", "zh-CN"] as const)("contains no JSON in the texts for people (%s)", (locale) => {
  const { sns, email, default: headline } = read(draw([wangFang, amara], { prize: "AirPods" }), locale);
  for (const text of [sns, email, headline]) expect(text).not.toMatch(/[{}[\]"]/);
});

test("gives the callback the draw, the channel, the prize and the winners", () => {
  expect(read(draw([wangFang, amara], { prize: "AirPods", channel_id: "C0LOTTERY" })).lambda).toEqual({
    draw_no: 7,
    draw_id: "execution-7",
    revision: 0,
    num_of_winners: 2,
    winners: [wangFang, amara],
    prize: "AirPods",
    channel_id: "C0LOTTERY",
  });
});

test("does not count or name people whose wins were cancelled", () => {
  const voided = { ...wangFang, void: { revision: 1 } };
  const { sns, subject, lambda } = read(draw([voided, amara]));
  expect(sns).toContain("has one winner:\n\n1. Amara Okafor (E0002)\n");
  expect(subject).toBe("Lottery draw 7: 1 winner");
  expect(lambda).toMatchObject({ num_of_winners: 1, winners: [amara] });
});

test.each([1, 7, 9_999_999_999])("has a subject that SNS accepts, also for draw %i", (draw_no) => {
  for (const locale of ["en", "zh-CN"] as const) {
    const { subject } = read(draw([wangFang, amara], { draw_no, prize: "耳机\n".repeat(70) }), locale);
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(subject).toContain(String(draw_no));
  }
});

test("has a line for each winner and for nobody else, with any characters in names and ids", () => {
  const forged = {
    ...amara,
    employee_id: "E0002\n3. Mallory (E0666",
    employee_name: oneLine.parse("Eve\u2028\n3. Mallory"),
  };
  const linesOf = (second: Winner) =>
    read(draw([wangFang, second])).sns.split(/[\n\r\u2028\u2029\u0085\v\f]/);
  const lines = linesOf(forged);
  expect(lines).toHaveLength(linesOf(amara).length);
  expect(lines.filter((line) => /^\d+\. /.test(line))).toEqual([
    "1. 王芳 (E0001)",
    "2. Eve 3. Mallory (E0002 3. Mallory (E0666)",
  ]);
});

describe("for a thousand winners", () => {
  const crowd = (name: (i: number) => string, id = (i: number) => `E${String(i).padStart(4, "0")}`) =>
    Array.from({ length: 1_000 }, (_, i) => ({
      employee_id: id(i),
      employee_name: name(i),
      lottery_serial: 100_000 + i,
      slack_user_id: `U0${String(i).padStart(9, "0")}`,
    }));
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  /** The result of Validate Winners at its largest. */
  const result = (winners: Winner[]) => ({
    body: { draw_id: "x".repeat(80), draw_no: 1, pages: [], lost: [], winner_details: winners },
    status: 0,
    ...formatNotice(
      draw(winners, { prize: "奖".repeat(150), channel_id: "C0123456789" }),
      noticeTexts["zh-CN"],
    ),
  });

  test("is small enough to pass between two states, even with names of 40 Chinese characters", () => {
    const winners = crowd((i) => String.fromCodePoint(0x4e00 + i).repeat(40));
    expect(bytes(result(winners))).toBeLessThan(256 * 1_024);
    // The publishing state has the notice in its input and in its parameters. The limit applies to each.
    expect(bytes(result(winners).notice)).toBeLessThan(256 * 1_024);
  });

  test("names as many winners as there is room for, and counts the others", () => {
    const { sns } = read(draw(crowd((i) => `Bartholomew Montgomery ${i}`)));
    const named = sns.split("\n").filter((line) => /^\d+\. /.test(line)).length;
    expect(named).toBeGreaterThan(500);
    expect(sns).toContain(`… and ${1_000 - named} more. To see them all, type /lottery winners 7 in Slack.`);
  });

  test("names some winners even if names and ids leave hardly any room", () => {
    const { sns } = read(
      draw(
        crowd(
          (i) => String.fromCodePoint(0x4e00 + i).repeat(40),
          (i) => `${i}-${"x".repeat(36)}`,
        ),
      ),
    );
    expect(sns.split("\n").filter((line) => /^\d+\. /.test(line)).length).toBeGreaterThan(5);
  });
});

test("lists everybody in draws of a usual size", () => {
  const winners = Array.from({ length: 200 }, (_, i) => ({
    ...amara,
    employee_id: `E${i}`,
    employee_name: `陈晓雯 ${i}`,
  }));
  expect(read(draw(winners)).sns).toContain("200. 陈晓雯 199 (E199)");
});
