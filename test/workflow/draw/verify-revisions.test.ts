import { describe, expect, test } from "vitest";
import { type ExportedDraw, exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { chosen, gap, winnerOf } from "../../support/example-positions.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";
import { sign } from "../../support/sign-draw.ts";

type Redraw = ExportedDraw["revisions"][number];

const verify = (draw: ExportedDraw) => verifyDraw(draw, publishedBeacon);

/** The example without a beacon, so that only its order, its winners and its receipts count. */
const unsealed = () => withoutBeacon(readExample());

describe("finds a forged revision whose receipts are forged too:", () => {
  /** The faults of the example, with its redraw but without its void, after a forgery with new receipts. */
  const forge = (change: (draw: ExportedDraw, redraw: Redraw) => unknown) => {
    const draw = unsealed();
    const [redraw] = draw.revisions;
    if (!redraw) throw new Error("The example has a redraw.");
    draw.revisions.pop();
    change(draw, redraw);
    return verify(exportedDraw.parse(sign(draw)));
  };

  test("none if nothing is changed", () => {
    expect(forge(() => undefined)).toEqual([]);
  });

  test("a redraw that starts again at position 0", () => {
    expect(forge((_, redraw) => redraw.positions.splice(0, 4))).toEqual([
      { fault: "order", position: 6, revision: 1 },
    ]);
  });

  test("a redraw that visits the positions of the draw again", () => {
    const again = (draw: ExportedDraw, redraw: Redraw) => {
      redraw.positions = [...draw.positions.slice(0, 2), chosen(14)];
      redraw.winners = [winnerOf(chosen(14))];
    };
    expect(forge(again)).toEqual([{ fault: "order", position: 6, revision: 1 }]);
  });

  test("a redraw that passes over the runner-up for a win that does not exist", () => {
    expect(forge((_, redraw) => Object.assign(redraw.positions[3] ?? {}, { draw_no: 7 }))).toEqual([
      { fault: "winners", revision: 1 },
    ]);
  });

  test("a redraw that visits a position twice", () => {
    const laps = (draw: ExportedDraw, redraw: Redraw) => {
      const lap = [15, 7, 9, 10, 6, 1, 2, 11, 13, 3, 16, 5, 18, 20].map(gap);
      redraw.positions = [
        ...lap,
        ...draw.positions.map(({ lottery_serial }) => gap(lottery_serial)),
        ...redraw.positions,
      ];
    };
    expect(forge(laps)).toEqual([{ fault: "order", position: 6, revision: 1 }]);
  });

  test("a redraw whose winner is the person whose win it cancels, also if their name is erased there", () => {
    const again = (erased: boolean) => (_: ExportedDraw, redraw: Redraw) => {
      const visited = chosen(15, "E0019");
      redraw.positions = [visited];
      redraw.winners = [winnerOf(visited)];
      if (erased) {
        // The same digest shows that it is the same person.
        const {
          salt: _s,
          employee_id: _i,
          employee_name: _n,
          ...rest
        } = { ...visited, person: chosen(19).person };
        redraw.positions = [rest];
        redraw.winners = [{ lottery_serial: 15, person: chosen(19).person }];
      }
    };
    for (const erased of [false, true])
      expect(forge(again(erased))).toEqual([{ fault: "winners", revision: 1 }]);
  });

  test("a redraw that passes over an erased person for a win in the draw, if no erased person has won it", () => {
    const erase = (position: ExportedDraw["positions"][number] | undefined) => {
      for (const key of ["salt", "employee_id", "employee_name"]) Reflect.deleteProperty(position ?? {}, key);
    };
    const skip = (draw: ExportedDraw, { positions }: Redraw) => {
      Object.assign(positions[3] ?? {}, { draw_no: 7 });
      erase(draw.positions[1]);
    };
    expect(forge(skip)).toEqual([{ fault: "winners", revision: 1 }]);
    // It may be the winner, who had another serial then, and another digest.
    const mayBeWinner = (draw: ExportedDraw, redraw: Redraw) => {
      skip(draw, redraw);
      erase(draw.positions[3]);
    };
    expect(forge(mayBeWinner)).toEqual([]);
  });

  test("a redraw without a winner, or with one more than it cancels", () => {
    expect(forge((_, redraw) => Object.assign(redraw, { positions: [], winners: [] }))).toEqual([
      { fault: "count", revision: 1 },
    ]);
    const generous = (_: ExportedDraw, redraw: Redraw) => {
      redraw.positions[1] = chosen(7);
      redraw.winners.unshift(winnerOf(chosen(7)));
    };
    expect(forge(generous)).toEqual([{ fault: "count", revision: 1 }]);
  });

  test("a cancelled win that does not exist, or is cancelled twice", () => {
    expect(forge((_, redraw) => Object.assign(redraw, { voided: [chosen(14).person] }))).toEqual([
      { fault: "void", revision: 1 },
    ]);
    expect(
      forge((draw) =>
        draw.revisions.push({
          kind: "void",
          revised_at: "",
          voided: [17, 6, 17].map((serial) => chosen(serial).person),
          positions: [],
          lost: [],
          winners: [],
          receipt: "0".repeat(64),
        }),
      ),
    ).toEqual([{ fault: "void", revision: 2 }]);
  });

  test("a void that leaves a win in place", () => {
    const part = unsealed();
    part.revisions[1]?.voided.pop();
    expect(verify(sign(part))).toEqual([{ fault: "void", revision: 2 }]);
  });

  test("a void with a winner", () => {
    const draw = unsealed();
    draw.revisions[1]?.positions.push(chosen(1));
    draw.revisions[1]?.winners.push(winnerOf(chosen(1)));
    expect(verify(sign(draw))).toEqual([{ fault: "count", revision: 2 }]);
  });

  test("a missing revision before another one", () => {
    const draw = readExample();
    draw.revisions.shift();
    expect(verify(draw)).toContainEqual({ fault: "receipt", revision: 1 });
  });
});
