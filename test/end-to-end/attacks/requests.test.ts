import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";

const EMPLOYEES = 420;
/**
 * What a draw costs beside its winners and the places of its walk, from the command to the announcement: 28 calls, and
 * a few places that were read in vain. Measured: 31 calls for 1 winner, 74 for 10 (18 places), 423 for 100 (191 places).
 */
const CONSTANT = 40;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: EMPLOYEES });
});
afterAll(() => lottery[Symbol.asyncDispose]());

test.each([1, 10, 100])(
  "a draw of %i, where half of the people have won, costs 2 calls a winner, 1 a place of the walk, and little else",
  async (winners) => {
    await lottery.restart();
    await lottery.addFormerWinners(
      lottery.rosterItems.filter((_, i) => i % 2 === 0).map(({ employee_id }) => String(employee_id)),
    );
    lottery.between.arm();
    await lottery.type(`draw ${winners}`);
    await lottery.settled();
    const calls = await lottery.between.disarm();
    const [draw] = await lottery.records();
    if (draw?.status !== "drawn") throw new Error("It is not drawn.");
    expect(calls).toBeGreaterThan(2 * winners + draw.walked);
    expect(calls).toBeLessThanOrEqual(2 * winners + draw.walked + CONSTANT);
  },
);
