import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { more } from "../../support/one-in.ts";

const EMPLOYEES = more([1_000])[0] ?? 300;
/**
 * The maximum number of calls of a draw from the command to the announcement, without the 2 calls for each winner: 34 calls and
 * a few for reading the roster. Measured if none, half and nine tenths of the people have won: 36, 46 and 48 calls for
 * 1 winner; 54, 56 and 56 for 10 (84 positions); 234, 237 and 248 for 100 (995 positions).
 */
const CONSTANT = 54;

function casesOf(winners: number, percentages: readonly number[]) {
  return percentages.map((wonPercent) => ({ winners, wonPercent }));
}

/** Further cases, for `npm run attacks`. */
const OTHERS = [...casesOf(1, [50]), ...casesOf(10, [0, 90]), ...casesOf(100, [0, 50, 90])];

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: EMPLOYEES });
});
afterAll(() => lottery[Symbol.asyncDispose]());

/** Counts the calls to AWS and Slack from the command to the announcement, if this percentage of people has won. */
async function countCalls(winners: number, wonPercent: number) {
  await lottery.restart();
  await lottery.addFormerWinners(
    lottery.rosterItems.filter((_, i) => i % 100 < wonPercent).map(({ employee_id }) => String(employee_id)),
  );
  lottery.between.arm();
  await lottery.type(`draw ${winners}`);
  await lottery.idle();
  const calls = await lottery.between.disarm();
  const [draw] = await lottery.records();
  if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
  return { calls, walked: draw.walked };
}

test.each([...casesOf(1, [0, 90]), ...casesOf(10, [50]), ...casesOf(25, [90]), ...more(OTHERS)])(
  "a draw of $winners, where $wonPercent in a hundred have won, costs 2 calls a winner and little else",
  async ({ winners, wonPercent }) => {
    const { calls, walked } = await countCalls(winners, wonPercent);
    expect(walked).toBeGreaterThanOrEqual(winners);
    expect(calls).toBeGreaterThan(2 * winners);
    expect(calls).toBeLessThanOrEqual(2 * winners + CONSTANT);
  },
);
