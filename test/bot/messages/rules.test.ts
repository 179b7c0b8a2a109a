import { expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatAnnouncement } from "../../../bot/messages/announcement.ts";
import { formatDraw } from "../../../bot/messages/history.ts";
import { formatRules } from "../../../bot/messages/rules.ts";
import { formatSeal } from "../../../bot/messages/seal.ts";
import type { DrawRules } from "../../../data/ledger/rules.ts";
import { drawingRecord, drawnRecord, failedRecord, winnerAt } from "../../support/draw-records.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";

const rules: DrawRules = {
  departments: {
    only: ["Sales <!channel>", "IT", ...Array.from({ length: 98 }, (_, i) => `${i}&`.repeat(60))],
  },
  joined_before: "2026-07-01",
  again: true,
};

test.each([
  ["en", "only for Sales, joined before 2026-07-01, earlier winners can win again"],
  ["zh-CN", "仅限 Sales，2026-07-01 之前入职，此前的中奖者可以再次中奖"],
] as const)("says in one line who can win (%s)", (locale, text) => {
  expect(formatRules({ ...rules, departments: { only: ["Sales"] } }, locales[locale])).toBe(text);
});

test.each([
  [["Sales", "IT"], "for everybody except Sales and IT"],
  [["A", "B", "C", "D", "E", "F", "G", "H"], "for everybody except A, B, C, D, E, F and 2 more"],
])("lists departments in words (%#)", (not, text) => {
  expect(formatRules({ departments: { not } }, locales.en)).toBe(text);
});

test("says nothing about a draw without rules", () => {
  expect(formatRules({}, locales.en)).toBeUndefined();
  expect(formatRules({ campaign: { no: 2, name: "Party" } }, locales.en)).toBeUndefined();
});

test.each(["en", "zh-CN"] as const)("is in every description of a draw, which Slack takes (%s)", (locale) => {
  const texts = locales[locale];
  const draw = drawnRecord({ winners: [winnerAt(1)], rules });
  const line = formatRules(rules, texts) ?? "";
  expect(line).toContain("Sales &lt;!channel&gt;");
  const now = new Date("2026-06-15T12:00:00Z");
  const messages = [
    formatAnnouncement(draw, texts),
    formatDraw(draw, 0, texts, now),
    formatSeal(draw, { seal: "ab".repeat(32), round: 1 }, { publishedAt: now.getTime(), now, texts }),
  ];
  for (const message of messages) {
    expectSlackTakes(message);
    expect(JSON.stringify(message.blocks)).toContain(line);
  }
});

test("a draw that failed or is under way shows its rules below what happened, if it has any", () => {
  const now = new Date("2026-06-15T12:00:00Z");
  for (const record of [failedRecord, drawingRecord]) {
    const { text, blocks } = formatDraw(record({ rules }), 0, locales.en, now);
    const said = { type: "section", text: { text } };
    expect(blocks).toMatchObject([said, { type: "context" }]);
    expect(JSON.stringify(blocks[1])).toContain(locales.en.seal.rules(formatRules(rules, locales.en) ?? ""));
    expect(formatDraw(record({ rules: {} }), 0, locales.en, now).blocks).toMatchObject([said]);
  }
});
