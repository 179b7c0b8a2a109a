import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatAnnouncement } from "../../../bot/messages/announcement.ts";
import { formatDraw, formatHistory } from "../../../bot/messages/history.ts";
import type { DrawnRecord } from "../../../data/ledger/draw-record.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../../workflow/beacon/chain.ts";
import {
  drawingRecord,
  drawnRecord,
  failedRecord,
  NOW,
  voidedBy,
  winnerAt,
} from "../../support/draw-records.ts";

/** All text of the blocks. */
const read = (value: unknown): string => JSON.stringify(value);

describe("the announcement", () => {
  const draw = drawnRecord({
    winners: [winnerAt(1, { slack_user_id: "U0ANNA" }), winnerAt(2, { employee_name: "王芳" })],
  });

  test("has a plain text with the content of its blocks", () => {
    expect(formatAnnouncement(draw, locales.en).text).toBe(
      "AirPods (draw 7): Name 1, 王芳. Congratulations!",
    );
    expect(formatAnnouncement(draw, locales["zh-CN"]).text).toBe(
      "AirPods（第 7 次抽奖）：Name 1、王芳。恭喜！",
    );
  });

  test("names the prize, all winners with mentions, the time, the number of eligible people and the requester", () => {
    const blocks = read(formatAnnouncement(draw, locales.en).blocks);
    expect(blocks).toContain('"text":"🎉 AirPods"');
    expect(blocks).toContain("Congratulations to the 2 winners of draw 7:");
    expect(blocks).toContain('1. *Name 1* <@U0ANNA>\\n2. *王芳*"');
    expect(blocks).toContain("<!date^1781524801^");
    expect(blocks).toContain("from 990 eligible people");
    expect(blocks).toContain("requested by <@U0OPERATOR>");
  });

  test("shows employee ids if two winners share a name, or if a setting asks for it", () => {
    const ids = (winners: DrawnRecord["winners"], showsIds = false) =>
      read(formatAnnouncement(drawnRecord({ winners }), locales.en, { showsIds }).blocks).match(/E\d{4}/g);
    const twins = [1, 2].map((serial) =>
      winnerAt(serial, { employee_name: serial === 1 ? "Li  Wei" : "li wei" }),
    );
    expect(ids([...twins, winnerAt(3)])).toEqual(["E0001", "E0002"]);
    expect(ids(draw.winners)).toBeNull();
    expect(ids(draw.winners, true)).toEqual(["E0001", "E0002"]);
  });

  test.each([
    ["en", "Draw 7", "Congratulations to our winner:", "This draw is void: all its wins were cancelled."],
    ["zh-CN", "第 7 次抽奖", "恭喜 1 位中奖者：", "本次抽奖已整体作废，全部中奖资格均已取消。"],
  ] as const)("without a prize names the draw once: %s", (locale, title, won, lost) => {
    const { prize: _, ...draw } = drawnRecord();
    const voided = { ...draw, winners: [winnerAt(1, voidedBy(1))] };
    for (const [sign, each, sentence] of [
      ["🎉", draw, won],
      ["🚫", voided, lost],
    ] as const)
      expect(formatAnnouncement(each, locales[locale]).blocks?.slice(0, 2)).toMatchObject([
        { text: { text: `${sign} ${title}` } },
        { text: { text: sentence } },
      ]);
  });

  test("leads with the draw's number if there is no prize, and cuts a long header", () => {
    const header = (prize?: string) => {
      const { prize: _, ...bare } = drawnRecord();
      const [block] = formatAnnouncement({ ...bare, ...(prize && { prize }) }, locales.en).blocks;
      return block?.type === "header" ? block.text.text : "";
    };
    expect(header()).toBe("🎉 Draw 7");
    expect(header("x".repeat(150))).toBe(`🎉 ${"x".repeat(146)}…`);
    // No emoji is cut in two.
    expect(header("🎁".repeat(75))).toBe(`🎉 ${"🎁".repeat(73)}…`);
    expect(header(`x${"🎁".repeat(74)}`)).toBe(`🎉 x${"🎁".repeat(72)}…`);
    expect(header("A <!channel>\nB")).toBe("🎉 A <!channel> B");
  });

  test("says how many people were eligible, also in the history and in Chinese", () => {
    expect(read(formatDraw(draw, 0, locales.en, NOW).blocks)).toContain("from 990 eligible people");
    expect(read(formatAnnouncement(draw, locales["zh-CN"]).blocks)).toContain("可中奖人数：990");
    const alone = drawnRecord({ eligible: 1 });
    expect(read(formatAnnouncement(alone, locales.en).blocks)).toContain("from one eligible person");
  });

  test("omits what the draw does not have", () => {
    const { prize, requested_by, ...bare } = drawnRecord();
    const { text, blocks } = formatAnnouncement(bare, locales.en);
    expect(text).toBe("Draw 7: Name 1. Congratulations!");
    expect(read(blocks)).not.toMatch(/AirPods|requested by|undefined/);
  });

  test("of a sealed draw says how long before the random number existed it was sealed", () => {
    const round = 1_000;
    const seal = { round, seal: "ab".repeat(32) };
    const publishedAt = roundTime(quicknet, round) / 1_000;
    const ts = (secondsBefore: number) => (publishedAt - secondsBefore).toFixed(6);
    const sealed = (...seals: DrawnRecord["seals"]) =>
      read(
        formatAnnouncement(drawnRecord({ beacon: "drand", chain: quicknet.hash, seals }), locales.en).blocks,
      );
    expect(sealed({ ...seal, message_ts: ts(11.8) })).toContain(
      '"🔒 Sealed 11 seconds before the random number existed"',
    );
    expect(sealed(seal, { ...seal, message_ts: ts(12) })).toContain(
      "Sealed 12 seconds before the random number existed, by the last of 2 seals",
    );
    expect(sealed(seal)).not.toContain("Sealed");
    expect(sealed()).not.toContain("Sealed");
    const draw = drawnRecord({
      beacon: "drand",
      chain: "cd".repeat(32),
      seals: [{ ...seal, message_ts: ts(1) }],
    });
    expect(read(formatAnnouncement(draw, locales.en).blocks)).not.toContain("Sealed");
  });

  test("says how many winners it does not name", () => {
    const winners = Array.from({ length: 150 }, (_, i) => winnerAt(i + 1));
    const { text, blocks } = formatAnnouncement(drawnRecord({ winners }), locales.en);
    expect(text).toContain("and 130 more");
    expect(read(blocks)).toContain(
      "… and 50 more. `/lottery winners 7` lists everyone, and `/lottery verify 7 me` says whether you won.",
    );
  });
});

describe("the history", () => {
  test("explains the result of each draw", () => {
    const draws = [
      drawingRecord({ num_of_winners: 2 }),
      failedRecord({ error: "NotEnoughEntrants", error_facts: { asked: 11, eligible: 10, roster: 10 } }),
      failedRecord({ error: "Lambda.Whatever", cause: "secret cause" }),
      drawnRecord(),
    ];
    const { text } = formatHistory(
      { entries: draws.map((draw) => ({ drawNo: draw.draw_no, draw })), more: false },
      true,
      locales.en,
      NOW,
    );
    expect(text).toContain("_in progress, for 2 winners_");
    expect(text).toContain("only 10 people can still win");
    expect(text).toContain("_failed: an internal error occurred.");
    expect(text).not.toContain("secret cause");
    expect(text).toContain("*Draw 7* · 🎁 AirPods · <!date^");
    expect(text).toContain("\nName 1");
  });

  test("of one draw says that it is void", () => {
    const mark = { revision: 1, revised_at: "2026-06-15T12:00:02.000Z" };
    const { text, blocks } = formatDraw(
      drawnRecord({ winners: [winnerAt(1, { void: mark })] }),
      0,
      locales.en,
      NOW,
    );
    for (const each of [text, read(blocks)]) expect(each).toContain(locales.en.history.voided);
    expect(formatDraw(drawnRecord(), 0, locales.en, NOW).text).not.toContain(locales.en.history.voided);
  });

  test("of one draw without winners says why", () => {
    expect(formatDraw(failedRecord(), 0, locales["zh-CN"], NOW).text).toContain("这是一次演练");
    expect(formatDraw(drawingRecord(), 0, locales.en, NOW).text).toContain("in progress, for one winner");
    const { seed, ...waiting } = drawingRecord({ seals: [{ round: 1, seal: "ab".repeat(32) }] });
    expect(formatDraw(waiting, 0, locales.en, NOW).text).toContain("sealed; one winner in a few seconds");
    const afterLease = new Date(drawingRecord().lease_expires_at * 1_000);
    expect(formatDraw(drawingRecord(), 0, locales.en, afterLease).text).toContain(
      locales.en.history.interrupted,
    );
  });
});
