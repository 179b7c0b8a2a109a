import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AttackedLottery,
  more,
  openAttackedLottery,
  type Scenario,
  strikeEachCall,
} from "../../support/attacked-lottery.ts";

const CALLS = 60;
const TIMEOUT = 120_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  // The draws need almost everyone, so they compete for the same people. One person remains for the next draw.
  lottery = await openAttackedLottery({ employees: 5 });
});
afterAll(() => lottery[Symbol.asyncDispose]());

let told: string[];

const twoDraws: Scenario = {
  async run() {
    const answers = await Promise.all([lottery.type("draw 2"), lottery.type("draw 2")]);
    told = answers.map(({ text }) => text);
  },
  expectSuccess(records) {
    const unsure = told.filter((text) => text.includes("I could not confirm"));
    expect(records.length).toBeGreaterThanOrEqual(2 - unsure.length);
    expect(new Set(records.map(({ status }) => status))).toEqual(new Set(["drawn"]));
  },
};

describe("two draws at once, with a fault at each call to AWS and Slack in turn", () => {
  test.each([
    { kind: "lost", extent: "call", words: "whose answers are all lost" },
    ...more([
      { kind: "failed", extent: "call", words: "which fails or is throttled whenever the client tries" },
      { kind: "late", extent: "call", words: "which is done late, after the task's retry" },
    ]),
  ] as const)(
    "are both drawn and told once: a call $words",
    { timeout: TIMEOUT },
    async ({ kind, extent }) => {
      expect(await strikeEachCall(lottery, twoDraws, { kind, extent })).toBeGreaterThanOrEqual(CALLS);
    },
  );

  test.each(more([{ kind: "refused", extent: "outage", words: "an outage that no task survives" }]))(
    "are undone or completed: $words",
    { timeout: TIMEOUT },
    async ({ kind, extent }) => {
      expect(await strikeEachCall(lottery, twoDraws, { kind, extent })).toBeGreaterThanOrEqual(CALLS);
    },
  );
});
