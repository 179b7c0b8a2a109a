/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatAnnouncement } from "../../../bot/messages/announcement.ts";
import { formatCandidates } from "../../../bot/messages/candidates.ts";
import { formatHandOvers, formatSomeHandOvers, LIST_BUTTON } from "../../../bot/messages/hand-over.ts";
import { formatDraw, formatHistory, MORE_WINNERS } from "../../../bot/messages/history.ts";
import { fillSections, type Message } from "../../../bot/messages/message.ts";
import { formatVerification } from "../../../bot/messages/verification.ts";
import { CHANGES_BUTTON, formatMoreChanges } from "../../../bot/messages/verified-changes.ts";
import { formatPositions, POSITIONS_BUTTON } from "../../../bot/messages/verified-positions.ts";
import { formatNames } from "../../../bot/messages/winner-list.ts";
import type { RecordedWinner } from "../../../data/ledger/draw-record.ts";
import { blocksSchema } from "../../../infra/local/slack/simulated/block-kit/blocks.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { drawnRecord, failedRecord, NOW, winnerAt, winnersNamed } from "../../support/draw-records.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";

const LONG = "x".repeat(200);
const CHINESE = "王".repeat(200);
const ESCAPED = "&".repeat(200);
const NAMES = [undefined, LONG, CHINESE, ESCAPED];
const PRIZES = ["&".repeat(150), "🎁".repeat(75)];

/** The value of the message's button with this action id. */
function buttonValue(message: Message, action: string): string | undefined {
  for (const block of message.blocks)
    if (block.type === "actions")
      for (const element of block.elements)
        if (element.type === "button" && element.action_id === action) return element.value;
  return undefined;
}

describe.for(["en", "zh-CN"] as const)("in %s Slack accepts", (locale) => {
  test("the announcement of any number of winners with any names", () => {
    for (const name of NAMES)
      for (const count of [1, 2, 100, 101, 1_000])
        for (const prize of PRIZES)
          expectSlackTakes(
            formatAnnouncement(drawnRecord({ winners: winnersNamed(count, name), prize }), locales[locale]),
          );
  });

  test("the announcement of a draw with mentions and with wins that were cancelled many times", () => {
    const mark = { revision: 1 };
    const winners: RecordedWinner[] = Array.from({ length: 20 }, (_, i) =>
      winnerAt(i + 1, {
        employee_name: ESCAPED,
        employee_id: `${i}`.padStart(128, "&"),
        slack_user_id: "U0123456789",
        ...(i < 19 && { void: mark }),
        ...(i > 0 && { replaces: `${i - 1}`.padStart(128, "&") }),
      }),
    );
    const message = formatAnnouncement(drawnRecord({ winners }), locales[locale]);
    expectSlackTakes(message);
    expect(JSON.stringify(message)).toContain("… → ~");
    expect(JSON.stringify(message)).toContain("<@U0123456789>");
  });

  test("ten draws in the history, with the rest on the next page", () => {
    for (const name of NAMES)
      for (const prize of PRIZES) {
        const all = Array.from({ length: 10 }, (_, i) => ({
          drawNo: 10 - i,
          draw: drawnRecord({ draw_no: 10 - i, winners: winnersNamed(1_000, name), prize }),
        }));
        let shown = 0;
        while (shown < all.length) {
          const message = formatHistory(
            { entries: all.slice(shown), more: false },
            shown === 0,
            locales[locale],
            NOW,
          );
          expectSlackTakes(message);
          const count = message.blocks.filter(({ type }) => type === "section").length;
          expect(count).toBeGreaterThan(0);
          shown += count;
          expect(buttonValue(message, "lottery_winners_older")).toBe(
            shown < all.length ? String(all[shown - 1]?.drawNo) : undefined,
          );
        }
      }
  });

  test("all thousand winners of one draw, page by page, each once", () => {
    for (const name of NAMES) {
      const draw = drawnRecord({ winners: winnersNamed(1_000, name) });
      let from: number | undefined = 0;
      let listed = "";
      for (let page = 0; from !== undefined; page++) {
        const message: Message = formatDraw(draw, from, locales[locale], NOW);
        expectSlackTakes(message);
        expect(page).toBeLessThan(200);
        listed += `${message.text}\n`;
        const value = buttonValue(message, MORE_WINNERS);
        from = value === undefined ? undefined : Number(value.split(":")[1]);
      }
      const positions = [...listed.matchAll(/^(\d+)\. \*/gm)].map(([, position]) => Number(position));
      expect(positions).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    }
  });

  test("all winners of one draw, each with a button for the hand-over of the prize", () => {
    for (const name of NAMES) {
      const winners = winnersNamed(100, name).map((winner, i) => ({
        ...winner,
        employee_id: `${i}`.padStart(128, "&"),
      }));
      const handOver = { handed_at: "2026-06-15T12:00:01.000Z", handed_by: "U0OPERATOR" };
      const handOvers = new Map(winners.map(({ employee_id }) => [employee_id, handOver]));
      const draw = drawnRecord({ winners });
      let from: number | undefined = 0;
      let listed = "";
      for (let page = 0; from !== undefined; page++) {
        const message: Message = formatHandOvers(draw, handOvers, from, locales[locale]);
        expectSlackTakes(message);
        expect(page).toBeLessThan(500);
        listed += `${message.text}\n`;
        const value = buttonValue(message, LIST_BUTTON);
        from = value === undefined ? undefined : Number(value.split(":")[1]);
      }
      const positions = [...listed.matchAll(/^(\d+)\. \*/gm)].map(([, position]) => Number(position));
      expect(positions).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      const shown = { handOvers, isOperator: true, showsIds: false };
      for (const count of [1, 20, 21])
        expectSlackTakes(
          formatDraw(drawnRecord({ winners: winners.slice(0, count) }), 0, locales[locale], NOW, shown),
        );
      expectSlackTakes(formatSomeHandOvers("x".repeat(200), draw, winners, handOvers, locales[locale]));
    }
  });

  test("a menu of any number of candidates, each with a button", () => {
    for (const name of NAMES) {
      const people = winnersNamed(1_000, name).map((winner, i) => ({
        winner: { ...winner, employee_id: `${i}`.padStart(128, "&") },
        rank: i + 1,
        reason: '"'.repeat(150),
        value: "v".repeat(2_000),
      }));
      for (const count of [1, 2, 1_000]) {
        const message = formatCandidates(7, people.slice(0, count), locales[locale]);
        expectSlackTakes(message);
        const shown = JSON.stringify(message.blocks).split('"action_id"').length - 1;
        expect(shown).toBeGreaterThan(0);
        expect(
          JSON.stringify(message.blocks).includes(locales[locale].redraw.moreCandidates(count - shown, 7)),
        ).toBe(shown < count);
      }
    }
  });

  test("failed draws of every kind", () => {
    for (const error of Object.keys(locales[locale].reasons))
      expectSlackTakes(formatDraw(failedRecord({ error, prize: PRIZES[0] }), 0, locales[locale], NOW));
  });

  test("the list of positions, the list of changes, and a record with faults everywhere", () => {
    for (const name of NAMES) {
      const people = winnersNamed(100, name).map((winner, i) => ({
        ...winner,
        person: i.toString(16).padStart(64, "0"),
      }));
      const position = (i: number) => ({
        lottery_serial: i + 1,
        outcome: "chosen" as const,
        person: people[i]?.person,
        salt: "00".repeat(16),
        employee_id: people[i]?.employee_id,
        employee_name: people[i]?.employee_name,
        sealed_as: "taken" as const,
      });
      const winners = people.map(({ lottery_serial, person }) => ({ lottery_serial, person }));
      const draw: ExportedDraw = {
        ...readExample(),
        roster_size: 1_000,
        num_of_winners: 100,
        seals: Array.from({ length: 3 }, () => ({
          round: 20_791_007,
          seal: "ab".repeat(32),
          message_ts: "1755176366.481209",
        })),
        positions: people.map((_, i) => position(i)),
        lost: [],
        winners,
        revisions: people.map(({ person }) => ({
          kind: "redraw" as const,
          requested_by: "U0123456789",
          reason_digest: "00".repeat(32),
          reason_salt: "00".repeat(16),
          reason: '"&'.repeat(75),
          revised_at: "2026-06-15T12:00:01.000Z",
          voided: [person],
          positions: [],
          lost: [],
          winners: winners.slice(0, 1),
          receipt: "0".repeat(64),
        })),
      };
      // No fault: the longest story.
      expectSlackTakes(formatVerification(readExample(), publishedBeacon, locales[locale]));
      expectSlackTakes(formatVerification(draw, publishedBeacon, locales[locale]));
      for (let at: number | undefined = 0, pages = 0; at !== undefined; pages++) {
        const message: Message = formatMoreChanges(draw, at, locales[locale]);
        expectSlackTakes(message);
        expect(pages).toBeLessThan(100);
        const value = buttonValue(message, CHANGES_BUTTON);
        at = value === undefined ? undefined : Number(value.split(":")[1]);
      }
      let from: number | undefined = 0;
      for (let pages = 0; from !== undefined; pages++) {
        const message: Message = formatPositions(draw, from, locales[locale]);
        expectSlackTakes(message);
        expect(pages).toBeLessThan(100);
        const value = buttonValue(message, POSITIONS_BUTTON);
        from = value === undefined ? undefined : Number(value.split(":")[1]);
      }
    }
  });
});

describe("a text that is too long in the tables", () => {
  const TOO_LONG = "x".repeat(10_000);
  const draw = drawnRecord({ winners: winnersNamed(2, "y".repeat(3_000)), prize: TOO_LONG });

  test("is truncated in an announcement and in the history", () => {
    for (const { blocks } of [formatAnnouncement(draw, locales.en), formatDraw(draw, 0, locales.en, NOW)])
      expect(() => blocksSchema.parse(blocks)).not.toThrow();
    expectSlackTakes(formatHistory({ entries: [{ drawNo: 7, draw }], more: false }, true, locales.en, NOW));
  });

  test("is truncated in a list, which continues after it", () => {
    const { sections, taken } = fillSections([TOO_LONG, "next"]);
    expect(sections.map((text) => text.length)).toEqual([3_000, 4]);
    expect(sections[0]).toMatch(/^x+…$/);
    expect(taken).toBe(2);
  });
});

describe("names in a line", () => {
  const more = (count: number) => `and ${count} more`;

  test("are complete if they are few, and counted if they are many", () => {
    expect(formatNames(winnersNamed(2), ", ", more)).toBe("Name 1, Name 2");
    expect(formatNames(winnersNamed(21), ", ", more)).toMatch(/^Name 1, .*, Name 20, and 1 more$/);
  });

  test("are fewer if they are long, but at least one", () => {
    expect(formatNames(winnersNamed(5, LONG), ", ", more)).toBe(
      `${[LONG, LONG, LONG].join(", ")}, and 2 more`,
    );
    expect(formatNames(winnersNamed(5, ESCAPED), ", ", more)).toMatch(/^(&amp;){200}, and 4 more$/);
  });
});

test("lines fill sections in order, without gaps", () => {
  const lines = Array.from({ length: 9 }, (_, i) => `${i}`.repeat(1_000));
  const { sections, taken } = fillSections(lines);
  expect(sections.map((text) => text.length)).toEqual([2_001, 2_001, 2_001, 2_001]);
  expect(taken).toBe(8);
  expect(sections.join("\n")).toBe(lines.slice(0, 8).join("\n"));
});
