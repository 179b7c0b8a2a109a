/** @module-tag slow */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExportedDraw, exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { exampleText, readExample } from "../../support/algorithm-doc.ts";
import { arbitraryDraw } from "../../support/arbitrary-draw.ts";
import { changesOf } from "../../support/changes-of.ts";
import { chosen, gap, winnerOf } from "../../support/example-positions.ts";
import { fuzz } from "../../support/fuzz.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";
import { sign } from "../../support/sign-draw.ts";

const options = fuzz(20_260_202, 500);

const verify = (draw: ExportedDraw) => verifyDraw(draw, publishedBeacon);

/** The faults of a record, or "unreadable". */
function findFaults(value: unknown) {
  const draw = exportedDraw.safeParse(value);
  return draw.success ? verify(draw.data) : "unreadable";
}

test("finds no fault in the example of docs/algorithm.md", () => {
  expect(verify(readExample())).toEqual([]);
});

test("finds no fault in draws that follow the rules, with and without a beacon, with any redraws and voids", () => {
  const seen = { revisions: 0, around: 0, unsealed: 0, changed: 0, erased: 0 };
  fc.assert(
    fc.property(arbitraryDraw, (draw) => {
      const positions = [draw, ...draw.revisions].flatMap((each) => each.positions);
      seen.revisions += draw.revisions.length;
      if (positions.length > draw.roster_size) seen.around++;
      if (draw.beacon === "none") seen.unsealed++;
      if (positions.some(({ outcome }) => outcome === "changed")) seen.changed++;
      if (positions.some(({ person, salt }) => person && !salt)) seen.erased++;
      expect(findFaults(JSON.parse(JSON.stringify(draw)))).toEqual([]);
    }),
    options,
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(options.numRuns / 25);
  expect(seen.unsealed).toBeLessThan(options.numRuns * (2 / 3));
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
  expect(verify({ ...readExample(), revisions: [], receipt: "0".repeat(64) })).toContainEqual({
    fault: "receipt",
  });
});

test("is valid without the newest revision: only the channel shows that it is missing", () => {
  const draw = readExample();
  expect(verify({ ...draw, revisions: draw.revisions.slice(0, 1) })).toEqual([]);
});

/** The example without a beacon, so that only its order, its winners and its receipts count. */
const unsealed = () => withoutBeacon(readExample());

describe("finds a forgery whose receipts are forged too:", () => {
  /** The faults of the example, with its redraw but without its void, after a forgery with new receipts. */
  const forge = (change: (draw: ExportedDraw) => unknown) => {
    const draw = unsealed();
    draw.revisions.pop();
    change(draw);
    return verify(exportedDraw.parse(sign(draw)));
  };

  test("none if nothing is changed", () => {
    expect(forge(() => undefined)).toEqual([]);
  });

  test("another seed", () => {
    expect(forge((draw) => Object.assign(draw, { seed: "11".repeat(32) }))).toEqual([
      { fault: "order", position: 0 },
      { fault: "order", position: 6, revision: 1 },
    ]);
  });

  test("another roster size", () => {
    expect(forge((draw) => Object.assign(draw, { roster_size: 21 }))).toContainEqual({
      fault: "order",
      position: 0,
    });
  });

  test("a position left out, or two swapped", () => {
    expect(forge((draw) => draw.positions.splice(1, 1))).toContainEqual({ fault: "order", position: 1 });
    expect(forge((draw) => draw.positions.splice(2, 2, chosen(17), chosen(14)))).toContainEqual({
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
    expect(forge((draw) => Object.assign(draw.winners[0] ?? {}, { person: "ab".repeat(32) }))).toEqual([
      { fault: "winners" },
    ]);
  });

  test("a winner from another position, or one more than was chosen", () => {
    expect(forge((draw) => Object.assign(draw.winners[0] ?? {}, { lottery_serial: 15 }))).toEqual([
      { fault: "winners" },
    ]);
    const generous = (draw: ExportedDraw) => {
      draw.num_of_winners = 3;
      draw.winners.push(winnerOf(chosen(5)));
    };
    expect(forge(generous)).toContainEqual({ fault: "winners" });
  });

  test("a chosen person who is neither a winner nor lost", () => {
    expect(forge((draw) => draw.lost.pop())).toEqual([{ fault: "winners" }]);
  });

  test("a lost person who was not chosen, or is there twice", () => {
    for (const serial of [4, 14])
      expect(forge((draw) => draw.lost.push(winnerOf(chosen(serial))))).toEqual([{ fault: "winners" }]);
  });

  test("a person passed over for a win in the draw itself before it was decided", () => {
    expect(forge((draw) => Object.assign(draw.positions[1] ?? {}, { draw_no: 7 }))).toEqual([
      { fault: "winners" },
    ]);
  });

  test("the same person twice among the winners, with two serials", () => {
    const twice = (draw: ExportedDraw) => {
      draw.positions[5] = chosen(19, "E0017");
      draw.winners[1] = winnerOf(chosen(19, "E0017"));
      draw.revisions = [];
    };
    expect(forge(twice)).toEqual([{ fault: "winners" }]);
  });

  test("more or fewer winners than requested", () => {
    for (const num_of_winners of [1, 3])
      expect(forge((draw) => Object.assign(draw, { num_of_winners }))).toEqual([{ fault: "count" }]);
  });

  test("positions visited after the last winner", () => {
    expect(forge((draw) => draw.positions.push(gap(15)))).toContainEqual({ fault: "order", position: 6 });
  });

  test("more positions than the roster has", () => {
    const draw = unsealed();
    draw.revisions = [];
    draw.positions.push(...[15, 7, 9, 10, 6, 1, 2, 11, 13, 3, 16, 5, 18, 20, 8].map(gap));
    expect(verify(sign(draw))).toEqual([{ fault: "order", position: 0 }]);
  });
});

test("is as fast for the largest roster as for a small one", () => {
  const draw = unsealed();
  draw.roster_size = 2 ** 40;
  expect(verify(draw)).toContainEqual({ fault: "order", position: 0 });
});
