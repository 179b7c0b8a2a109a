import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DrawnRecord, DrawRecord } from "../../../data/ledger/draw-record.ts";
import { currentWinners } from "../../../workflow/draw/apply-revision.ts";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { faultKinds } from "../../support/fault-kinds.ts";
import { more, oneIn } from "../../support/one-in.ts";
import { CHANNEL, OPERATOR } from "../../support/open-lottery.ts";
import { type Scenario, strikeEachCall } from "../../support/strike-calls.ts";

const CALLS = 25;
const TIMEOUT = 120_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 6 });
});
afterAll(() => lottery[Symbol.asyncDispose]());

let isStarted: boolean;
let taken: string;

function readDraw([draw]: DrawRecord[]): DrawnRecord {
  if (draw?.status !== "drawn") throw new Error("Draw 1 is not drawn.");
  return draw;
}

const start = (name: string) => {
  const revise = { kind: "redraw", draw_no: 1, employee_id: taken };
  return lottery.start(name, { revise, requested_by: OPERATOR, channel_id: CHANNEL });
};

const redraw: Scenario = {
  prepare: () => lottery.type("draw 2"),
  async run() {
    taken = readDraw(await lottery.records()).winners[0]?.employee_id ?? "";
    isStarted = await start("redraw");
  },
  expectSuccess(records) {
    const { winners, revisions } = readDraw(records);
    if (!isStarted && revisions.length === 0) return;
    expect(revisions).toMatchObject([{ kind: "redraw", voided: [taken] }]);
    expect(currentWinners(winners).map(({ employee_id }) => employee_id)).not.toContain(taken);
  },
  async resume(records) {
    if (readDraw(records).revisions.length > 0) return;
    await start("redraw-again");
    await lottery.idle();
    expect(readDraw(await lottery.records()).revisions).toHaveLength(1);
  },
};

describe("a redraw, with a fault at each call to AWS and Slack in turn", () => {
  test.each([faultKinds.lostCall, ...more([faultKinds.failedCall, faultKinds.lateCall])])(
    "is decided and announced once: a call $what",
    { timeout: TIMEOUT },
    async ({ kind, extent, first }) => {
      expect(
        await strikeEachCall(lottery, redraw, { kind, extent }, oneIn(40, 8 * first)),
      ).toBeGreaterThanOrEqual(CALLS);
    },
  );

  test.each([faultKinds.outage, ...more([faultKinds.stop, faultKinds.refusedRest, faultKinds.lostRest])])(
    "is undone or completed: $what",
    { timeout: TIMEOUT },
    async ({ kind, extent, first }) => {
      expect(
        await strikeEachCall(lottery, redraw, { kind, extent }, oneIn(40, 8 * first)),
      ).toBeGreaterThanOrEqual(CALLS);
    },
  );
});
