import { describe, expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

/** Each waits for others that hold people. */
const PATIENCE = 1_000;

describe("many draws at once", () => {
  test("each started twice: every one has its winners, nobody wins twice, and all are replayed", async () => {
    await using lottery = await startLottery({ roster: employeeItems(80) });
    const names = Array.from({ length: 15 }, (_, i) => `draw-${i}`);
    const process = () => lottery;
    const outcomes = await Promise.all(
      [...names, ...names].map((name) => lottery.attempt(3, name, process, PATIENCE)),
    );
    expect(new Set(outcomes)).toEqual(new Set(["drawn"]));
    await checkInvariants(lottery, { atRest: true });
    expect(await lottery.winnerItems()).toHaveLength(45);
    expect(await lottery.records()).toHaveLength(15);
  });

  test("that together ask for more than there are hand out exactly the entrants; the others hold nobody", async () => {
    await using lottery = await startLottery({ roster: employeeItems(12) });
    const names = Array.from({ length: 7 }, (_, i) => `draw-${i}`);
    const outcomes = await Promise.all(
      names.map((name) => lottery.attempt(3, name, () => lottery, PATIENCE)),
    );
    expect(outcomes.filter((outcome) => outcome === "drawn")).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === "NotEnoughEntrants")).toHaveLength(3);
    await checkInvariants(lottery, { atRest: true });
    expect(await lottery.winnerItems()).toHaveLength(12);
  });
});
