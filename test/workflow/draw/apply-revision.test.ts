import { describe, expect, test } from "vitest";
import { applyRevision, currentWinners } from "../../../workflow/draw/apply-revision.ts";
import { winnerAt } from "../../support/draw-records.ts";

const [first, second, third, fourth, fifth] = [1, 2, 3, 4, 5].map((serial) => winnerAt(serial));
const drawn = [winnerAt(1), winnerAt(2), winnerAt(3)];

const redrawn = applyRevision(drawn, { number: 1, voided: ["E0002"] }, [winnerAt(4)]);

describe("a win that is cancelled", () => {
  test("is marked with the revision that cancelled it; its replacement comes last", () => {
    expect(redrawn).toEqual([
      first,
      { ...second, void: { revision: 1 } },
      third,
      { ...fourth, replaces: "E0002" },
    ]);
  });

  test("keeps the mark of the revision that cancelled it", () => {
    const voided = ["E0001", "E0002", "E0003", "E0004"];
    expect(applyRevision(redrawn, { number: 2, voided }, [])).toEqual([
      { ...first, void: { revision: 2 } },
      { ...second, void: { revision: 1 } },
      { ...third, void: { revision: 2 } },
      { ...fourth, replaces: "E0002", void: { revision: 2 } },
    ]);
  });

  test("has at most one replacement", () => {
    const winners = applyRevision(drawn, { number: 1, voided: ["E0003"] }, [winnerAt(4), winnerAt(5)]);
    expect(winners.slice(3)).toEqual([{ ...fourth, replaces: "E0003" }, fifth]);
  });
});

describe("the current winners", () => {
  const ids = (winners: Parameters<typeof currentWinners>[0]) =>
    currentWinners(winners).map(({ employee_id }) => employee_id);

  test("are the original winners if no win was cancelled", () => {
    expect(currentWinners(drawn)).toEqual(drawn);
  });

  test("include each replacement, also of a replacement, at the rank of the cancelled win", () => {
    expect(ids(redrawn)).toEqual(["E0001", "E0004", "E0003"]);
    const again = applyRevision(redrawn, { number: 2, voided: ["E0004"] }, [winnerAt(5)]);
    expect(ids(again)).toEqual(["E0001", "E0005", "E0003"]);
  });

  test("are nobody if the whole draw is void", () => {
    const voided = ["E0001", "E0004", "E0003"];
    expect(ids(applyRevision(redrawn, { number: 2, voided }, []))).toEqual([]);
  });
});
