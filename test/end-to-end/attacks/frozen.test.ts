import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { type Scenario, strikeEachCall } from "../../support/strike-calls.ts";

/** The maximum number of names in an announcement, and enough for many connections of each client. */
const LARGE = 20;
const CALLS = 28;

/** `npm test` freezes the functions only between draws: test/end-to-end/attacks/frozen-bundles.test.ts. */
const isWhole = process.env["ATTACKS"] === "all";

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: LARGE + 3 });
});
afterAll(() => lottery[Symbol.asyncDispose]());

const smallDraw: Scenario = {
  prepare: () => lottery.type(`draw ${LARGE}`),
  run: () => lottery.type("draw 1"),
  expectSuccess(records) {
    expect(records).toMatchObject([{ status: "drawn" }, { status: "drawn" }]);
  },
};

test.runIf(isWhole)(
  "a small draw after a large one is drawn and announced once, though all functions are frozen before a call",
  { timeout: 120_000 },
  async () => {
    const calls = await strikeEachCall(lottery, smallDraw, { kind: "frozen", extent: "try" });
    expect(calls).toBeGreaterThanOrEqual(CALLS);
  },
);
