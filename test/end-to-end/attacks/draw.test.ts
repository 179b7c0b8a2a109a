import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AttackedLottery,
  more,
  openAttackedLottery,
  type Scenario,
  strikeEachCall,
} from "../../support/attacked-lottery.ts";

const CALLS = 28;
const TIMEOUT = 120_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 6 });
});
afterAll(() => lottery[Symbol.asyncDispose]());

let told: string;

const draw: Scenario = {
  async run() {
    told = (await lottery.type("draw 2")).text;
  },
  expectSuccess(records) {
    if (records.length === 0) expect(told).toContain("I could not confirm");
    else expect(records).toMatchObject([{ status: "drawn", num_of_winners: 2 }]);
  },
};

describe("a draw, with a fault at each call to AWS and Slack in turn", () => {
  test.each([
    { kind: "failed", extent: "call", words: "which fails or is throttled whenever the client tries" },
    { kind: "lost", extent: "call", words: "whose answers are all lost" },
    { kind: "late", extent: "call", words: "which is done late, after the task's retry" },
    ...more([
      { kind: "lost", extent: "try", words: "whose answer is lost, and which the client repeats" },
      { kind: "late", extent: "try", words: "which the client repeats, and which is done late all the same" },
      { kind: "veryLate", extent: "call", words: "which is done when all is over" },
    ]),
  ] as const)("is drawn and told once: a call $words", { timeout: TIMEOUT }, async ({ kind, extent }) => {
    expect(await strikeEachCall(lottery, draw, { kind, extent })).toBeGreaterThanOrEqual(CALLS);
  });

  test.each([
    { kind: "refused", extent: "outage", words: "an outage that no task survives" },
    { kind: "stopped", extent: "outage", words: "the execution is stopped, and its task goes on" },
    ...more([
      { kind: "refused", extent: "rest", words: "nothing gets through any more" },
      { kind: "lost", extent: "rest", words: "everything is done and nothing answered any more" },
    ]),
  ] as const)("is undone or completed: $words", { timeout: TIMEOUT }, async ({ kind, extent }) => {
    expect(await strikeEachCall(lottery, draw, { kind, extent })).toBeGreaterThanOrEqual(CALLS);
  });
});
