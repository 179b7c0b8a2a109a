import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AttackedLottery,
  NOT_STARTED,
  openAttackedLottery,
  UNCHANGED,
} from "../../support/attacked-lottery.ts";
import { faultKinds } from "../../support/fault-kinds.ts";
import { more, oneIn } from "../../support/one-in.ts";
import { type Scenario, strikeEachCall } from "../../support/strike-calls.ts";

const CALLS = 28;
const TIMEOUT = 120_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 6 });
});
afterAll(() => lottery[Symbol.asyncDispose]());

let response: string;

const draw: Scenario = {
  // Four of six have won in the campaign before.
  prepare: () => lottery.winEarlier(["E0001", "E0002", "E0003", "E0004"]),
  async run() {
    response = (await lottery.type("draw 2")).text;
  },
  expectSuccess(records) {
    if (records.length === 0) return expect(response).toMatch(NOT_STARTED);
    expect(response).not.toContain(UNCHANGED);
    expect(records).toMatchObject([{ status: "drawn", num_of_winners: 2 }]);
  },
};

describe("a draw, with a fault at each call to AWS and Slack in turn", () => {
  test.each([
    faultKinds.failedCall,
    faultKinds.lostCall,
    faultKinds.lateCall,
    ...more([faultKinds.lostTry, faultKinds.lateTry, faultKinds.veryLateCall]),
  ])("is drawn and announced once: a call $what", { timeout: TIMEOUT }, async ({ kind, extent, first }) => {
    expect(
      await strikeEachCall(lottery, draw, { kind, extent }, oneIn(40, 8 * first)),
    ).toBeGreaterThanOrEqual(CALLS);
  });

  test.each([faultKinds.outage, faultKinds.stop, ...more([faultKinds.refusedRest, faultKinds.lostRest])])(
    "is undone or completed: $what",
    { timeout: TIMEOUT },
    async ({ kind, extent, first }) => {
      expect(
        await strikeEachCall(lottery, draw, { kind, extent }, oneIn(40, 8 * first)),
      ).toBeGreaterThanOrEqual(CALLS);
    },
  );
});
