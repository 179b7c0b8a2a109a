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

const CALLS = 40;
const TIMEOUT = 240_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 6, isSealed: true });
});
afterAll(() => lottery[Symbol.asyncDispose]());

let response: string;

const draw: Scenario = {
  async run() {
    response = (await lottery.type("draw 2")).text;
  },
  expectSuccess(records) {
    if (records.length === 0) return expect(response).toMatch(NOT_STARTED);
    expect(response).not.toContain(UNCHANGED);
    expect(records).toMatchObject([{ status: "drawn", num_of_winners: 2, beacon: "drand" }]);
  },
};

describe("a sealed draw, with a fault at each call to AWS, Slack and the beacon in turn", () => {
  test.each([
    faultKinds.failedCall,
    faultKinds.lostCall,
    faultKinds.lateCall,
    ...more([faultKinds.lostTry, faultKinds.lateTry, faultKinds.veryLateCall]),
  ])(
    "is sealed, drawn and announced once: a call $what",
    { timeout: TIMEOUT },
    async ({ kind, extent, first }) => {
      expect(
        await strikeEachCall(lottery, draw, { kind, extent }, oneIn(40, 8 * first)),
      ).toBeGreaterThanOrEqual(CALLS);
    },
  );

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
