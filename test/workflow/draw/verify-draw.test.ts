import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExportedDraw, exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { exampleText, readExample } from "../../support/algorithm-doc.ts";
import { arbitraryDraw, changesOf, sign } from "../../support/arbitrary-draw.ts";

const options = { seed: 20_260_202, numRuns: 300 };

/** The faults of a record, or "unreadable". */
function findFaults(value: unknown) {
  const draw = exportedDraw.safeParse(value);
  return draw.success ? verifyDraw(draw.data) : "unreadable";
}

test("finds no fault in the example of docs/algorithm.md", () => {
  expect(verifyDraw(readExample())).toEqual([]);
});

test("finds no fault in draws that follow the rules, with any redraws and voids", () => {
  let revisions = 0;
  let around = 0;
  fc.assert(
    fc.property(arbitraryDraw, (draw) => {
      const positions = [draw, ...draw.revisions].reduce((sum, it) => sum + it.positions.length, 0);
      revisions += draw.revisions.length;
      if (positions > draw.roster_size) around++;
      expect(findFaults(JSON.parse(JSON.stringify(draw)))).toEqual([]);
    }),
    options,
  );
  expect(revisions).toBeGreaterThan(100);
  expect(around).toBeGreaterThan(20);
});

describe("finds every change of one thing", () => {
  /** Only the channel shows that the newest revision is missing, because no later receipt covers it. */
  const isFound = (draw: ExportedDraw, what: string) =>
    what !== `revisions.without ${draw.revisions.length - 1}`;

  test("in the example of docs/algorithm.md", () => {
    const draw = readExample();
    const missed = [...changesOf(JSON.parse(exampleText))]
      .filter(({ what }) => isFound(draw, what))
      .filter(({ value }) => findFaults(value).length === 0);
    expect(missed.map(({ what }) => what)).toEqual([]);
  });

  test("in any draw", () => {
    fc.assert(
      fc.property(arbitraryDraw, fc.nat(), (draw, pick) => {
        const changes = [...changesOf(JSON.parse(JSON.stringify(draw)))].filter(({ what }) =>
          isFound(draw, what),
        );
        for (let i = 0; i < 5; i++) {
          const change = changes[(pick + i * 7919) % changes.length];
          expect(findFaults(change?.value), change?.what).not.toEqual([]);
        }
      }),
      options,
    );
  });
});

test("reports a wrong receipt of the draw without a revision", () => {
  expect(verifyDraw({ ...readExample(), revisions: [], receipt: "0".repeat(64) })).toEqual([
    { fault: "receipt" },
  ]);
});

test("is valid without the newest revision: only the channel shows that it is missing", () => {
  const draw = readExample();
  expect(verifyDraw({ ...draw, revisions: draw.revisions.slice(0, 1) })).toEqual([]);
});

describe("finds a forgery whose receipts are forged too:", () => {
  /** The faults of the example after a forgery with new receipts. */
  const forge = (change: (draw: ExportedDraw, redraw: ExportedDraw["revisions"][number]) => void) => {
    const draw = readExample();
    const [redraw] = draw.revisions;
    if (!redraw) throw new Error("The example has a redraw.");
    draw.revisions.pop();
    change(draw, redraw);
    return verifyDraw(exportedDraw.parse(sign(draw)));
  };
  const [e5, e7, e9] = [
    { lottery_serial: 5, outcome: "chosen", employee_id: "E0005" },
    { lottery_serial: 7, outcome: "chosen", employee_id: "E0007" },
    { lottery_serial: 9, outcome: "chosen", employee_id: "E0009" },
  ] as const;

  test("none if nothing is changed", () => {
    expect(forge(() => undefined)).toEqual([]);
  });

  test("another seed", () => {
    expect(forge((draw) => Object.assign(draw, { seed: "00".repeat(32) }))).toEqual([
      { fault: "order", position: 0 },
      { fault: "order", position: 6, revision: 1 },
    ]);
  });

  test("another roster size", () => {
    expect(forge((draw) => Object.assign(draw, { roster_size: 11 }))).toContainEqual({
      fault: "order",
      position: 0,
    });
  });

  test("a position left out, or two swapped", () => {
    expect(forge((draw) => draw.positions.splice(1, 1))).toContainEqual({ fault: "order", position: 1 });
    expect(forge((draw) => draw.positions.splice(2, 2, e7, e5))).toContainEqual({
      fault: "order",
      position: 2,
    });
  });

  test("winners in another order", () => {
    expect(forge((draw) => draw.winners.reverse())).toEqual([
      { fault: "order", position: 4 },
      { fault: "winners" },
    ]);
  });

  test("a winner who was not chosen", () => {
    expect(forge((draw) => Object.assign(draw.winners[0] ?? {}, { employee_id: "E0099" }))).toEqual([
      { fault: "winners" },
    ]);
  });

  test("a winner from another position, or one more than was chosen", () => {
    expect(forge((draw) => Object.assign(draw.winners[0] ?? {}, { lottery_serial: 8 }))).toEqual([
      { fault: "winners" },
    ]);
    const generous = (draw: ExportedDraw) => {
      draw.num_of_winners = 3;
      draw.winners.push({ employee_id: "E0012", employee_name: "One More", lottery_serial: 4 });
    };
    expect(forge(generous)).toContainEqual({ fault: "winners" });
  });

  test("a chosen person who is neither a winner nor lost", () => {
    expect(forge((draw) => draw.lost.pop())).toEqual([{ fault: "winners" }]);
  });

  test("a lost person who was not chosen, or is there twice", () => {
    expect(forge((draw) => draw.lost.push({ employee_id: "E0003", lottery_serial: 3 }))).toEqual([
      { fault: "winners" },
    ]);
    expect(forge((draw) => draw.lost.push({ employee_id: "E0005", lottery_serial: 5 }))).toEqual([
      { fault: "winners" },
    ]);
  });

  test("a person passed over for a win in the draw itself before it was decided", () => {
    expect(forge((draw) => Object.assign(draw.positions[1] ?? {}, { draw_no: 7 }))).toEqual([
      { fault: "winners" },
    ]);
  });

  test("the same person twice among the winners", () => {
    const twice = (draw: ExportedDraw) => {
      draw.positions[5] = { ...e9, employee_id: "E0007" };
      draw.winners[1] = { employee_id: "E0007", employee_name: "王小明", lottery_serial: 9 };
      draw.revisions = [];
    };
    expect(forge(twice)).toEqual([{ fault: "winners" }]);
  });

  test("more or fewer winners than requested", () => {
    for (const num_of_winners of [1, 3])
      expect(forge((draw) => Object.assign(draw, { num_of_winners }))).toEqual([{ fault: "count" }]);
  });

  test("positions visited after the last winner", () => {
    expect(forge((draw) => draw.positions.push({ lottery_serial: 8, outcome: "gap" }))).toContainEqual({
      fault: "order",
      position: 6,
    });
  });

  test("more positions than the roster has", () => {
    const draw = readExample();
    draw.revisions = [];
    draw.positions.push(
      ...[8, 10, 4, 6, 1].map((lottery_serial) => ({ lottery_serial, outcome: "gap" as const })),
    );
    expect(verifyDraw(sign(draw))).toEqual([{ fault: "order", position: 0 }]);
  });

  test("a redraw that starts again at position 0", () => {
    const startOver = (_: ExportedDraw, redraw: ExportedDraw["revisions"][number]) =>
      redraw.positions.splice(0, 4);
    expect(forge(startOver)).toEqual([{ fault: "order", position: 6, revision: 1 }]);
  });

  test("a redraw that visits the positions of the draw again", () => {
    const again = (draw: ExportedDraw, redraw: ExportedDraw["revisions"][number]) => {
      redraw.positions = [{ lottery_serial: 1, outcome: "gap" }, ...draw.positions.slice(1, 2), e5];
      redraw.winners = [{ employee_id: "E0005", employee_name: "Shopped For", lottery_serial: 5 }];
    };
    expect(forge(again)).toEqual([{ fault: "order", position: 6, revision: 1 }]);
  });

  test("a redraw that passes over the runner-up for a win that does not exist", () => {
    expect(forge((_, redraw) => Object.assign(redraw.positions[1] ?? {}, { draw_no: 7 }))).toEqual([
      { fault: "winners", revision: 1 },
    ]);
  });

  test("a redraw that visits a position twice", () => {
    const laps = (_: ExportedDraw, redraw: ExportedDraw["revisions"][number]) => {
      const lap = [8, 10, 4, 6, 1, 2, 5, 7, 3, 9].map((lottery_serial) => ({
        lottery_serial,
        outcome: "gap" as const,
      }));
      redraw.positions = [...lap, ...redraw.positions];
    };
    expect(forge(laps)).toEqual([{ fault: "order", position: 6, revision: 1 }]);
  });

  test("a redraw whose winner is the person whose win it cancels", () => {
    const again = (_: ExportedDraw, redraw: ExportedDraw["revisions"][number]) => {
      redraw.positions[0] = { lottery_serial: 8, outcome: "chosen", employee_id: "E0009" };
      redraw.positions.splice(1);
      redraw.winners = [{ employee_id: "E0009", employee_name: "Zoë O'Neil", lottery_serial: 8 }];
    };
    expect(forge(again)).toEqual([{ fault: "winners", revision: 1 }]);
  });

  test("a redraw without a winner, or with one more than it cancels", () => {
    expect(forge((_, redraw) => Object.assign(redraw, { positions: [], winners: [] }))).toEqual([
      { fault: "count", revision: 1 },
    ]);
    const generous = (_: ExportedDraw, redraw: ExportedDraw["revisions"][number]) => {
      redraw.positions[1] = { lottery_serial: 10, outcome: "chosen", employee_id: "E0010" };
      redraw.winners.unshift({ employee_id: "E0010", employee_name: "One More", lottery_serial: 10 });
    };
    expect(forge(generous)).toEqual([{ fault: "count", revision: 1 }]);
  });

  test("a cancelled win that does not exist, or is cancelled twice", () => {
    expect(forge((_, redraw) => Object.assign(redraw, { voided: ["E0005"] }))).toEqual([
      { fault: "void", revision: 1 },
    ]);
    expect(
      forge((draw) =>
        draw.revisions.push({
          kind: "void",
          revised_at: "",
          voided: ["E0007", "E0011", "E0007"],
          positions: [],
          lost: [],
          winners: [],
          receipt: "0".repeat(64),
        }),
      ),
    ).toEqual([{ fault: "void", revision: 2 }]);
  });

  test("a void that leaves a win in place", () => {
    const part = readExample();
    part.revisions[1]?.voided.pop();
    expect(verifyDraw(sign(part))).toEqual([{ fault: "void", revision: 2 }]);
  });

  test("a void with a winner", () => {
    const draw = readExample();
    draw.revisions[1]?.positions.push({ lottery_serial: 2, outcome: "chosen", employee_id: "E0012" });
    draw.revisions[1]?.winners.push({ employee_id: "E0012", employee_name: "New", lottery_serial: 2 });
    expect(verifyDraw(sign(draw))).toEqual([{ fault: "count", revision: 2 }]);
  });

  test("a missing revision before another one", () => {
    const draw = readExample();
    draw.revisions.shift();
    expect(verifyDraw(draw)).toContainEqual({ fault: "receipt", revision: 1 });
  });
});

test("is as fast for the largest roster as for a small one", () => {
  const draw = readExample();
  draw.roster_size = 2 ** 40;
  expect(verifyDraw(draw)).toContainEqual({ fault: "order", position: 0 });
});
