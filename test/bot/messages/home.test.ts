import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../../bot/commands/registry.ts";
import type { HomeContent } from "../../../bot/home/read-home.ts";
import type { OwnWin, Standing } from "../../../bot/home/read-standing.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { formatHome, formatTyping, needsArguments } from "../../../bot/messages/home.ts";
import { LONGEST_PRIZE } from "../../../data/ledger/prizes.ts";
import { employee } from "../../../data/people/employee.ts";
import { homeSchema } from "../../../infra/local/slack/simulated/interactions/home-views.ts";
import { drawingRecord, drawnRecord, failedRecord, NOW, winnersNamed } from "../../support/draw-records.ts";
import { fuzz } from "../../support/fuzz.ts";
import { markupIn } from "../../support/harmless.ts";
import { hostileText } from "../../support/hostile-values.ts";
import { readTab } from "../home/open-home.ts";

const campaign = {
  campaign_no: 1,
  prizes: [],
  version: 0,
  counted_to: 0,
  draws: 0,
  winners: 0,
  voided: new Set<number>(),
  drawn: {},
};

function content(more: Partial<HomeContent> = {}): HomeContent {
  return {
    counted: { campaign, prizes: [], draws: 0, winners: 0, running: [], rosterSize: 3 },
    draws: { entries: [], more: false },
    viewer: { kind: "unknown" },
    standing: undefined,
    commands: createCatalog(locales["en"]),
    at: NOW,
    ...more,
  };
}

/** A tab in which every text that people wrote is this one, and everything is as long as possible. */
function fullOf(text: string): HomeContent {
  const person = employee.safeParse({
    employee_id: text.slice(0, 128),
    employee_name: text.slice(0, 200),
    lottery_serial: 1,
  });
  const win: OwnWin = { drawNo: 9_999_999_999, prize: text, wonAt: text, earlierCampaign: text };
  const standing: Standing = { obstacle: undefined, wins: Array.from({ length: 5 }, () => win), more: 40 };
  return content({
    counted: {
      campaign: { ...campaign, name: text.slice(0, 75), started_at: text },
      running: [],
      rosterSize: undefined,
      prizes: Array.from({ length: 100 }, (_, i) => ({
        prize_id: `p${i}`,
        name: text.slice(0, LONGEST_PRIZE),
        value: text.slice(0, 100),
        quantity: 1_000,
        drawn: 0,
        left: 1_000,
      })),
      draws: 10_000,
      winners: 10_000,
    },
    draws: {
      entries: [1, 2, 3, 4, 5].map((drawNo) => ({
        drawNo,
        draw: drawnRecord({ draw_no: drawNo, prize: text, winners: winnersNamed(1_000, text || "x") }),
      })),
      more: true,
    },
    viewer: person.data
      ? { kind: "found", employee: person.data }
      : { kind: "several", employeeIds: [text, text] },
    standing,
  });
}

describe.for(["en", "zh-CN"] as const)("in %s the Home tab", (locale) => {
  test("is accepted by Slack with the longest texts, and says that more prizes are left", () => {
    for (const text of ["&".repeat(200), "王".repeat(200), "🎁".repeat(100)]) {
      const view = formatHome(fullOf(text), locales[locale]);
      homeSchema.parse(view);
      expect(view.blocks.length).toBeLessThanOrEqual(100);
      expect(readTab(view)).toMatch(/and \d+ more prizes|以及另外 \d+ 种奖品/);
    }
  });

  test("contains nothing but plain text of people's names, prizes and campaigns", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const view = formatHome(fullOf(text), locales[locale]);
        homeSchema.parse(view);
        for (const each of markupIn(view.blocks)) {
          expect(each).toMatchObject({ verbatim: true });
          expect(String(each["text"]).replaceAll(/<!date\^[^<>|]*\|[^<>|]*>/g, "")).not.toMatch(/[<>]/);
        }
      }),
      fuzz(41, 25),
    );
  });

  test("shows prizes that are left, and says if none is", () => {
    const prizes = (left: number) => [
      { prize_id: "a", name: "Grand prize", quantity: 1, drawn: 1, left: 0 },
      { prize_id: "b", name: "AirPods", quantity: 5, drawn: 5 - left, left },
    ];
    const of = (left: number) =>
      readTab(
        formatHome(
          content({
            counted: { campaign, prizes: prizes(left), draws: 2, winners: 3, running: [], rosterSize: 3 },
          }),
          locales[locale],
        ),
      );
    expect(of(2)).toContain("AirPods");
    expect(of(2)).not.toContain("Grand prize");
    expect(of(0)).not.toContain("AirPods");
    expect(of(0)).toContain(locales[locale].home.noPrizesLeft);
  });

  test("shows draws in progress, failed, void and malformed ones", () => {
    const { history } = locales[locale];
    const entries = [
      drawingRecord({ draw_no: 5 }),
      failedRecord({ draw_no: 4 }),
      drawnRecord({ draw_no: 3 }),
    ];
    const tab = readTab(
      formatHome(
        content({
          draws: {
            entries: [
              ...entries.map((draw) => ({ drawNo: draw.draw_no, draw })),
              { drawNo: 2, draw: undefined },
            ],
            more: true,
          },
          at: new Date("2026-06-15T12:00:02.000Z"),
        }),
        locales[locale],
      ),
    );
    expect(tab).toContain(history.drawing(1));
    expect(tab).toContain("Name 1");
    expect(tab).toContain(history.malformed(2));
  });

  test("says why somebody cannot win", () => {
    const { obstacles, notSearched, severalEntries } = locales[locale].home;
    const ann = employee.parse({ employee_id: "E1", employee_name: "Ann", lottery_serial: 1 });
    const of = (obstacle: Standing["obstacle"]) =>
      readTab(
        formatHome(
          content({ viewer: { kind: "found", employee: ann }, standing: { obstacle, wins: [], more: 0 } }),
          locales[locale],
        ),
      );
    for (const obstacle of [
      { outcome: "left" },
      { outcome: "excluded", excluded_until: "always" },
      { outcome: "excluded", excluded_until: "2027-01-31" },
      { outcome: "opted_out" },
      { outcome: "won", draw_no: 3 },
    ] as const)
      expect(of(obstacle)).toContain(obstacles[obstacle.outcome](obstacle));
    expect(readTab(formatHome(content({ viewer: { kind: "not searched" } }), locales[locale]))).toContain(
      notSearched,
    );
    expect(
      readTab(
        formatHome(content({ viewer: { kind: "several", employeeIds: ["E1", "E2"] } }), locales[locale]),
      ),
    ).toContain(severalEntries(`E1${locales[locale].listSeparator}E2`));
  });

  test("has forms for the arguments of all commands that need some, with every argument", () => {
    for (const command of createCatalog(locales[locale]).filter(needsArguments)) {
      const text = JSON.stringify(formatTyping(command, locales[locale]).blocks).toLowerCase();
      for (const [argument] of command.usage.slice(command.name.length).matchAll(/[^\s<>[\]]+/g))
        expect(text).toContain(argument.toLowerCase());
    }
  });
});
