import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EndedDraw, type ExportedDraw, exportedLedger } from "../../../workflow/draw/exported-draw.ts";
import { verifyLedger } from "../../../workflow/draw/verify-ledger.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { fuzz } from "../../support/fuzz.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { sign } from "../../support/sign-draw.ts";
import { arbitraryLedger, simulateLedger } from "../../support/simulated-ledger.ts";

const verify = (draws: readonly EndedDraw[], isWhole = true) =>
  verifyLedger(draws, { isWhole, beacon: publishedBeacon });
const findFaults = (draws: readonly EndedDraw[], isWhole = true) => verify(draws, isWhole).faults;

const drawOf = (wanted: number, lag = 0) => ({ kind: "draw", wanted, lag }) as const;

/** Five draws: the second one was redrawn, the third one failed, the fourth one is void. */
const build = () =>
  simulateLedger([
    drawOf(2),
    drawOf(2),
    { kind: "redraw", pick: 1 },
    { kind: "fail", lag: 0 },
    drawOf(2, 1),
    { kind: "void", pick: 3 },
    drawOf(3),
  ]);

/** One of the decided draws. */
function decided(draws: readonly EndedDraw[], drawNo: number): ExportedDraw {
  const draw = draws[drawNo - 1];
  if (draw?.format !== "lottery-draw-v1") throw new Error(`Draw ${drawNo} is not decided.`);
  return draw;
}

test("finds no fault in ledgers that follow the rules, and counts who has a win", () => {
  const seen = { failed: 0, revised: 0, won: 0 };
  const settings = fuzz(14, 400);
  fc.assert(
    fc.property(arbitraryLedger, (draws) => {
      seen.failed += draws.filter(({ format }) => format === "lottery-failure-v1").length;
      for (const draw of draws)
        if (draw.format === "lottery-draw-v1") {
          seen.revised += draw.revisions.length;
          seen.won += draw.positions.filter(({ outcome }) => outcome === "won").length;
        }
      const ledger = exportedLedger.parse(JSON.parse(JSON.stringify({ format: "lottery-ledger-v1", draws })));
      const { faults, absent, notCompared } = verify(ledger.draws);
      expect({ faults, absent }).toEqual({ faults: [], absent: [] });
      expect(notCompared).toEqual({ erased: 0, elsewhere: 0, untraced: 0, absent: [] });
    }),
    settings,
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(settings.numRuns / 2);
  const { holders, newest } = verify(build());
  expect({ holders, link_no: newest.link_no }).toEqual({ holders: 7, link_no: 5 });
});

test("finds the faults of each draw", () => {
  const draws = build();
  decided(draws, 4).num_of_winners = 3;
  expect(findFaults(draws)).toContainEqual({ fault: "count", draw_no: 4 });
});

describe("a missing draw", () => {
  test("is found in a whole ledger, if a later draw was opened after it had ended", () => {
    const faults = findFaults(build().toSpliced(2, 1));
    expect(faults).toEqual([{ fault: "missing", draw_no: 3, numbers: { first: 3, last: 3 } }]);
    expect(findFaults(build().toSpliced(0, 3))).toEqual([
      { fault: "missing", draw_no: 1, numbers: { first: 1, last: 3 } },
    ]);
  });

  test("is told apart from draws next to it that may be under way", () => {
    const draws = simulateLedger([drawOf(1), drawOf(1), drawOf(1), drawOf(1), drawOf(1, 2)]).toSpliced(1, 3);
    expect(verify(draws)).toMatchObject({
      faults: [{ fault: "missing", draw_no: 2, numbers: { first: 2, last: 2 } }],
      absent: [{ first: 2, last: 4 }],
    });
  });

  test("may be under way if no later draw knows that it has ended", () => {
    const draws = simulateLedger([drawOf(1), drawOf(1), drawOf(1, 1)]).toSpliced(1, 1);
    const { faults, absent } = verify(draws);
    expect({ faults, absent }).toEqual({ faults: [], absent: [{ first: 2, last: 2 }] });
  });

  test("is not a fault if these are only some draws, and the others are still verified", () => {
    const draws = build().toSpliced(1, 1);
    expect(verify(draws, false)).toMatchObject({ faults: [], absent: [{ first: 2, last: 2 }] });
    const changed = draws.map((draw) => (draw.draw_no === 3 ? { ...draw, prize: "x" } : draw));
    expect(findFaults(changed, false)).toEqual([
      { fault: "link", draw_no: 5, suspects: { first: 3, last: 4 } },
    ]);
  });
});

describe("the history links find", () => {
  test("a failed draw that was changed, once, although all later links contain it", () => {
    const draws = simulateLedger([{ kind: "fail", lag: 0 }, drawOf(1), drawOf(1), drawOf(1)]);
    const changed = draws.map((draw) => (draw.draw_no === 1 ? { ...draw, error: "CustomError" } : draw));
    expect(findFaults(changed)).toEqual([{ fault: "link", draw_no: 2, suspects: { first: 1, last: 1 } }]);
  });

  test("a draw that was exchanged for another valid one", () => {
    const draws = build();
    draws[3] = sign({ ...decided(draws, 4), drawn_at: "2026-02-02T00:00:00.000Z" });
    expect(findFaults(draws)).toEqual([{ fault: "link", draw_no: 5, suspects: { first: 3, last: 4 } }]);
  });

  test("draws that were removed and renumbered", () => {
    const draws = build()
      .toSpliced(2, 1)
      .map((draw, i) => (draw.format === "lottery-draw-v1" ? sign({ ...draw, draw_no: i + 1 }) : draw));
    expect(findFaults(draws).filter(({ fault }) => fault === "link")).not.toEqual([]);
  });

  test("a link that claims to cover the draw itself", () => {
    const draws = build();
    draws[4] = sign({ ...decided(draws, 5), link_no: 5 });
    expect(findFaults(draws)).toEqual([{ fault: "link", draw_no: 5, suspects: undefined }]);
  });

  test("one of two draws with the same number of a link", () => {
    const draws = simulateLedger([drawOf(1), drawOf(1), drawOf(1, 1)]);
    draws[2] = sign({ ...decided(draws, 3), link: "ab".repeat(32) });
    expect(findFaults(draws)).toEqual([{ fault: "link", draw_no: 3, suspects: { first: 1, last: 1 } }]);
    expect(findFaults([...draws.slice(0, 1), ...draws.slice(2)], false)).toHaveLength(1);
  });

  test("a first link that is not the link before all draws", () => {
    const draws = simulateLedger([drawOf(1)]);
    expect(findFaults([sign({ ...decided(draws, 1), link: "ab".repeat(32) })])).toEqual([
      { fault: "link", draw_no: 1, suspects: undefined },
    ]);
  });
});

describe("across draws, finds", () => {
  /** The same ledger with new links, as an owner who forges all of it at once would make it. */
  const ofTwo = (change: (first: ExportedDraw, second: ExportedDraw) => void) => {
    const draws = simulateLedger([drawOf(6), drawOf(6, 1)]);
    const [first, second] = [decided(draws, 1), decided(draws, 2)];
    change(first, second);
    return [sign(first), sign(second)];
  };
  const skipped = (draw: ExportedDraw) => draw.positions.findIndex(({ outcome }) => outcome === "won");

  test("that the simulated draw skips somebody for a win", () => {
    expect(ofTwo((_, second) => expect(skipped(second)).toBeGreaterThanOrEqual(0))).toHaveLength(2);
    expect(findFaults(ofTwo(() => undefined))).toEqual([]);
  });

  test("a person who was skipped because of a win that another draw does not have", () => {
    const draws = simulateLedger([drawOf(6), { kind: "fail", lag: 1 }, drawOf(6, 2)]);
    const third = decided(draws, 3);
    const position = skipped(third);
    expect(position).toBeGreaterThanOrEqual(0);
    Object.assign(third.positions[position] ?? {}, { draw_no: 2 });
    expect(findFaults([...draws.slice(0, 2), sign(third)])).toEqual([
      { fault: "named", draw_no: 3, named: 2, position },
    ]);
  });

  test("a redraw that skips somebody for a win that does not exist", () => {
    const draws = simulateLedger([drawOf(1), drawOf(1, 1), { kind: "redraw", pick: 0 }]);
    const first = decided(draws, 1);
    const [redraw] = first.revisions;
    const runnerUp = redraw?.positions.at(-1);
    if (!redraw || !runnerUp) throw new Error("There is no redraw.");
    const skip = { ...runnerUp, outcome: "won" as const, draw_no: 2 };
    redraw.positions = [...redraw.positions.slice(0, -1), skip];
    expect(findFaults([sign(first), ...draws.slice(1)])).toContainEqual({
      fault: "named",
      draw_no: 1,
      named: 2,
      position: first.positions.length + redraw.positions.length - 1,
      revision: 1,
    });
  });

  test("a person who was skipped because of a win that had been cancelled, or was decided later", () => {
    const at = (time: string) => (first: ExportedDraw, second: ExportedDraw) => {
      const voided = first.winners.map(({ person }) => person);
      first.revisions = [
        {
          kind: "void",
          revised_at: "2026-03-01T12:00:00.000Z",
          voided,
          positions: [],
          lost: [],
          winners: [],
          receipt: "",
        },
      ];
      second.drawn_at = time;
    };
    expect(findFaults(ofTwo(at("2026-03-01T13:00:00.000Z")))).toEqual([]);
    expect(findFaults(ofTwo(at("2026-03-01T13:00:00.001Z")))).toContainEqual(
      expect.objectContaining({ fault: "named", draw_no: 2, named: 1 }),
    );
    const later = (first: ExportedDraw, second: ExportedDraw) => {
      first.drawn_at = "2026-03-01T12:01:00.001Z";
      second.drawn_at = "2026-03-01T12:00:00.000Z";
    };
    expect(findFaults(ofTwo(later))).toContainEqual(
      expect.objectContaining({ fault: "named", draw_no: 2, named: 1 }),
    );
  });

  test("a person with two wins that count", () => {
    const [first, second] = simulateLedger([drawOf(1), drawOf(12, 1)]);
    expect(second?.format).toBe("lottery-failure-v1");
    const draws = simulateLedger([drawOf(1), { kind: "void", pick: 0 }, drawOf(12, 1)]);
    expect(findFaults(draws)).toEqual([]);
    const [, again] = draws;
    if (!first || !again) throw new Error("There are two draws.");
    const winner = decided([first], 1).positions[0]?.employee_id;
    expect(findFaults([first, again])).toEqual([
      { fault: "twice", draw_no: 2, other: 1, employee_id: winner },
    ]);
  });
});

describe("what cannot be compared is counted:", () => {
  const erase = (draw: ExportedDraw) => {
    for (const position of draw.positions)
      for (const key of ["salt", "employee_id", "employee_name"]) Reflect.deleteProperty(position, key);
  };

  test("winners and skipped people who were erased", () => {
    const draws = simulateLedger([drawOf(6), drawOf(6)]);
    erase(decided(draws, 1));
    const second = decided(draws, 2);
    const skipped = second.positions.filter(({ outcome }) => outcome === "won").length;
    expect(skipped).toBeGreaterThan(0);
    // Somebody who was skipped may be one of the people who were erased.
    expect(verify(draws)).toMatchObject({ faults: [], holders: 6, notCompared: { erased: 6 } });
    erase(second);
    expect(verify(draws)).toMatchObject({ faults: [], holders: 0, notCompared: { erased: 12 + skipped } });
  });

  test("people who were skipped because of a draw that is not here", () => {
    const [, second] = simulateLedger([drawOf(6), drawOf(6)]);
    if (!second) throw new Error("There are two draws.");
    const { notCompared, faults } = verify([second], false);
    expect({ faults, absent: notCompared.absent }).toEqual({ faults: [], absent: [1] });
    expect(notCompared.elsewhere).toBeGreaterThan(0);
  });

  test("people whom another draw claimed and does not name: it may have released them", () => {
    const draws = simulateLedger([drawOf(1), drawOf(1, 1)]);
    const second = decided(draws, 2);
    const [skipped] = second.positions;
    if (!skipped) throw new Error("There is no position.");
    second.positions[0] = { ...skipped, outcome: "held", draw_no: 1 };
    const isChosen = decided(draws, 1).positions.some(
      ({ employee_id }) => employee_id === skipped.employee_id,
    );
    const { notCompared } = verify([...draws.slice(0, 1), second]);
    expect(notCompared.untraced).toBe(isChosen ? 0 : 1);
  });
});

test("verifies sealed draws, too, and counts the people whom they skipped because of other draws", () => {
  const { faults, notCompared } = verify([readExample()], false);
  expect(faults).toEqual([]);
  expect(notCompared).toEqual({ erased: 0, elsewhere: 3, untraced: 0, absent: [3, 8, 9] });
});
