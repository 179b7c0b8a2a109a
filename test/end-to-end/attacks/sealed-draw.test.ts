import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AttackedLottery,
  more,
  openAttackedLottery,
  type Scenario,
  strikeEachCall,
} from "../../support/attacked-lottery.ts";
import { oneIn } from "../../support/one-in.ts";

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
    if (records.length === 0) expect(response).toContain("I could not confirm");
    else expect(records).toMatchObject([{ status: "drawn", num_of_winners: 2, beacon: "drand" }]);
  },
};

describe("a sealed draw, with a fault at each call to AWS, Slack and the beacon in turn", () => {
  test.each([
    { kind: "failed", extent: "call", what: "which fails or is throttled whenever the client tries" },
    { kind: "lost", extent: "call", what: "whose responses are all lost" },
    { kind: "late", extent: "call", what: "which is done late, after the task's retry" },
    ...more([
      { kind: "lost", extent: "try", what: "whose response is lost, and which the client repeats" },
      { kind: "late", extent: "try", what: "which the client repeats, and which is done late all the same" },
      { kind: "veryLate", extent: "call", what: "which is done when all is over" },
    ]),
  ] as const)(
    "is sealed, drawn and announced once: a call $what",
    { timeout: TIMEOUT },
    async ({ kind, extent }) => {
      expect(await strikeEachCall(lottery, draw, { kind, extent }, oneIn(4))).toBeGreaterThanOrEqual(CALLS);
    },
  );

  test.each([
    { kind: "refused", extent: "outage", what: "an outage that no task survives" },
    { kind: "stopped", extent: "outage", what: "the execution is stopped, and its task continues" },
    ...more([
      { kind: "refused", extent: "rest", what: "no further request succeeds" },
      {
        kind: "lost",
        extent: "rest",
        what: "after which everything is executed, but all responses are lost",
      },
    ]),
  ] as const)("is undone or completed: $what", { timeout: TIMEOUT }, async ({ kind, extent }) => {
    expect(await strikeEachCall(lottery, draw, { kind, extent }, oneIn(4))).toBeGreaterThanOrEqual(CALLS);
  });
});
