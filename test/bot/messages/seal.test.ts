import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatSealedFailure } from "../../../bot/messages/failure.ts";
import { formatSeal } from "../../../bot/messages/seal.ts";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { drawingRecord, failedRecord, NOW } from "../../support/draw-records.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";

const seal = { round: 9_999_999, seal: "ab".repeat(32) };

const format = (draw: DrawRecord, locale: "en" | "zh-CN", seconds = 12.4) =>
  formatSeal(draw, seal, {
    publishedAt: NOW.getTime() + seconds * 1_000,
    now: NOW,
    texts: locales[locale],
  });

describe("the message with a seal", () => {
  test("says what will be drawn, and when", () => {
    const draw = drawingRecord({ num_of_winners: 2, prize: "AirPods", eligible: 990 });
    expect(format(draw, "en").text).toBe(
      "🔒 Draw 7: 2 winners of *AirPods* will be drawn in 12 seconds, from 990 people who can win.",
    );
    expect(format(draw, "zh-CN").text).toBe(
      "🔒 第 7 次抽奖：12 秒后将从 990 名可中奖的人中抽取 2 名中奖者，奖品：*AirPods*。",
    );
  });

  test("never says that a draw is in no time", () => {
    expect(format(drawingRecord(), "en", 0.2).text).toContain("in 1 second");
    expect(format(drawingRecord(), "en", -3).text).toContain("in 1 second");
  });

  test.for(["en", "zh-CN"] as const)("is accepted by Slack in %s, whatever people wrote", (locale) => {
    for (const prize of ["&".repeat(150), "🎁".repeat(75), "<!channel>", "王".repeat(150)])
      expectSlackTakes(format(drawingRecord({ prize, seals: [seal, seal] }), locale));
  });
});

test.for(["en", "zh-CN"] as const)("Slack accepts the failure of a sealed draw in %s", (locale) => {
  const error_facts = { serial: 3, first: "&".repeat(200), second: "王".repeat(200) };
  expectSlackTakes(
    formatSealedFailure(failedRecord({ error: "DuplicateSerial", error_facts }), locales[locale]),
  );
});
