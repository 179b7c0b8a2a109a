import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatOwnEntry, type ListedEntry, type OwnEntry } from "../../../bot/messages/entry.ts";
import type { DrawnRecord, DrawRecord } from "../../../data/ledger/draw-record.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { outcomeNames } from "../../../workflow/draw/eligibility.ts";
import { exportEntry } from "../../../workflow/draw/export-entry.ts";
import type { Visit } from "../../../workflow/draw/find-visits.ts";
import { drawingRecord, drawnRecord, failedRecord, NOW, revisionRecord } from "../../support/draw-records.ts";
import { employeeAt, sealedList } from "../../support/sealed-list.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";

const list = sealedList();
const nobody = { serial: 1, own: [], other: undefined };

function visit(more: Partial<Visit> = {}): Visit {
  return {
    position: 3,
    revision: undefined,
    visited: { lottery_serial: 1, outcome: "chosen" },
    lostTo: undefined,
    cancelledBy: undefined,
    ...more,
  };
}

function own(draw: DrawRecord, { listed, ...more }: Partial<OwnEntry> = {}): OwnEntry {
  return {
    draw,
    employee: employeeAt(1),
    listed: listed ?? exportEntry(draw, employeeAt(1), list.leaves),
    visits: nobody,
    position: undefined,
    ...more,
  };
}

describe.for(["en", "zh-CN"] as const)("in %s", (locale) => {
  const texts = locales[locale];
  const reader = { chain: quicknet, texts, now: NOW };
  const explain = (entry: OwnEntry) => {
    const message = formatOwnEntry(entry, reader);
    expectSlackTakes(message);
    expect(message.text).not.toMatch(/undefined|null|NaN/);
    return message.text.split("\n").slice(1);
  };

  test("each outcome has a sentence of its own, with the number of the draw that it names", () => {
    const sentences = outcomeNames.map((outcome) => {
      const visited = { lottery_serial: 1, outcome, draw_no: 6, excluded_until: "2026-12-31" };
      const [, sentence = ""] = explain(
        own(drawnRecord(list.facts), { visits: { ...nobody, own: [visit({ visited })] } }),
      );
      expect(sentence).toContain("4");
      return sentence;
    });
    expect(new Set(sentences).size).toBe(outcomeNames.length);
    expect(sentences.filter((each) => each.includes("2026-12-31"))).toHaveLength(1);
    expect(sentences.filter((each) => /(?<!202)6/.test(each))).toHaveLength(2);
  });

  test("every visit is explained: lost in the draw, won in a redraw, cancelled by a void", () => {
    const visits = [
      visit({ lostTo: { drawNo: 8 } }),
      visit({ position: 0, revision: 1, cancelledBy: { revision: 2, kind: "void" } }),
    ];
    const [, lost, won] = explain(own(drawnRecord(list.facts), { visits: { ...nobody, own: visits } }));
    expect(lost).toBe(texts.entry.considered(3, undefined, texts.entry.lost(8)));
    expect(won).toBe(
      `${texts.entry.considered(0, 1, texts.entry.found.chosen({}))} ${texts.entry.cancelled(2, "void")}`,
    );
  });

  test("a person who was not considered learns how far the draw went, and the position, if it is known", () => {
    const draw = drawnRecord({ ...list.facts, walked: 2 });
    const facts = { serial: 1, considered: 2, isRedrawn: false };
    expect(explain(own(draw, { position: 4 }))[1]).toBe(texts.entry.notVisited({ ...facts, position: 4 }));
    const revisions = [revisionRecord(1)];
    expect(explain(own({ ...draw, revisions }))[1]).toBe(
      texts.entry.notVisited({ ...facts, position: undefined, isRedrawn: true }),
    );
    const voided = [revisionRecord(1, { kind: "void" })];
    expect(explain(own({ ...draw, revisions: voided }))[1]).toBe(
      texts.entry.notVisited({ ...facts, position: undefined }),
    );
  });

  test.each<[ListedEntry["kind"], "gap" | "changed" | "erased"]>([
    ["gap", "gap"],
    ["changed", "changed"],
    ["erased", "erased"],
  ])("an entry that is %s names its number, and has no proof", (_, kind) => {
    const message = formatOwnEntry(own(drawnRecord(list.facts), { listed: { kind } }), reader);
    expect(message.text).toContain(texts.entry[kind](1, 7));
    expect(message.text).toContain(texts.entry.current("*Name 1* (E0001)", 1));
    expect(JSON.stringify(message.blocks)).not.toContain("```");
  });

  test("nothing is said about the result of people who were not on the list, or whose entry was erased", () => {
    const draw = drawnRecord(list.facts);
    expect(explain(own(draw, { listed: { kind: "gap" } }))).toHaveLength(1);
    expect(explain(own(draw, { listed: { kind: "beyond" } }))).toEqual([
      `${texts.entry.current("*Name 1* (E0001)", 1)} ${texts.entry.beyond(1, 5, 7)}`,
    ]);
    const visits = { ...nobody, other: "erased person" } as const;
    expect(explain(own(draw, { listed: { kind: "erased" }, visits }))).toHaveLength(1);
  });

  test("a sealed draw names its round until it has a seed, and the time if the chain is known", () => {
    const { seed: _, ...waiting } = drawingRecord({ ...list.facts, chain: quicknet.hash });
    const listed = { kind: "changed" } as const;
    const time = /<!date\^1692806364\^/;
    expect(explain(own(waiting, { listed }))[1]).toMatch(time);
    expect(explain(own({ ...waiting, chain: list.facts.chain }, { listed }))[1]).toBe(
      texts.entry.waiting(1_000, undefined),
    );
    expect(explain(own(drawingRecord(list.facts)))[1]).toBe(texts.revision.inProgress(7));
  });

  test("a draw that is not sealed yet says so, unless it was interrupted", () => {
    const listed = { kind: "not sealed yet" } as const;
    const draw = drawingRecord({ beacon: "drand" });
    expect(explain(own(draw, { listed }))).toEqual([
      `${texts.entry.current("*Name 1* (E0001)", 1)} ${texts.entry.notSealedYet(7)}`,
    ]);
    const interrupted = { ...draw, lease_expires_at: 0 };
    expect(explain(own(interrupted, { listed: { kind: "unsealed" } }))[1]).toBe(
      texts.revision.interrupted(7),
    );
  });

  test("a failed draw says why it failed", () => {
    const listed = { kind: "unsealed" } as const;
    expect(explain(own(failedRecord(), { listed }))).toEqual([
      `${texts.entry.current("*Name 1* (E0001)", 1)} ${texts.entry.unsealed(7)}`,
      texts.revision.failed(7, texts.reasons.CustomError({})),
    ]);
  });

  test("the proof names the channel only if its seal was posted in one", () => {
    const blocksOf = (more: Partial<DrawnRecord>) =>
      JSON.stringify(formatOwnEntry(own(drawnRecord({ ...list.facts, ...more })), reader).blocks);
    expect(blocksOf({})).toContain("<#C0LOTTERY>");
    expect(blocksOf({ channel_id: "C0|<!here>" })).not.toMatch(/<[#!]/);
    const [{ round = 0, seal = "" } = {}] = list.facts.seals;
    expect(blocksOf({ seals: [{ round, seal }] })).not.toContain("<#");
  });

  test("Slack accepts the longest entries", () => {
    const draw = drawnRecord(list.facts);
    const long = own(draw);
    if (long.listed.kind !== "proved") throw new Error(long.listed.kind);
    for (const character of ["&", "王", "🎁", '"', "`"]) {
      const fill = (length: number) => character.repeat(length / character.length);
      const employee = { ...employeeAt(1), employee_id: fill(128), employee_name: fill(200) };
      const entry = {
        ...long.listed.entry,
        ...employee,
        prize: fill(150),
        draw_id: fill(80),
        proof: Array.from({ length: 17 }, () => "ab".repeat(32)),
      };
      expectSlackTakes(formatOwnEntry({ ...long, employee, listed: { kind: "proved", entry } }, reader));
    }
  });
});
