import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedLottery, NOT_STARTED, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { faultKinds } from "../../support/fault-kinds.ts";
import { more, oneIn } from "../../support/one-in.ts";
import { type Scenario, strikeEachCall } from "../../support/strike-calls.ts";

const CALLS = 60;
const TIMEOUT = 300_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  // The draws need almost everyone, so they compete for the same people. One person remains for the next draw.
  lottery = await openAttackedLottery({ employees: 5 });
});
afterAll(() => lottery[Symbol.asyncDispose]());

let responses: string[];

const twoDraws: Scenario = {
  async run() {
    const replies = await Promise.all([lottery.type("draw 2"), lottery.type("draw 2")]);
    responses = replies.map(({ text }) => text);
  },
  expectSuccess(records) {
    const unsure = responses.filter((text) => NOT_STARTED.test(text));
    expect(records.length).toBeGreaterThanOrEqual(2 - unsure.length);
    expect(new Set(records.map(({ status }) => status))).toEqual(new Set(["drawn"]));
  },
};

describe("two draws at once, with a fault at each call to AWS and Slack in turn", () => {
  test.each([faultKinds.lostCall, ...more([faultKinds.failedCall, faultKinds.lateCall])])(
    "are both drawn and announced once: a call $what",
    { timeout: TIMEOUT },
    async ({ kind, extent, first }) => {
      const calls = await strikeEachCall(lottery, twoDraws, { kind, extent }, oneIn(40, 8 * first));
      expect(calls).toBeGreaterThanOrEqual(CALLS);
    },
  );

  test.each(more([faultKinds.outage]))(
    "are undone or completed: $what",
    { timeout: TIMEOUT },
    async ({ kind, extent }) => {
      expect(await strikeEachCall(lottery, twoDraws, { kind, extent })).toBeGreaterThanOrEqual(CALLS);
    },
  );
});
