import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DrawnRecord, DrawRecord } from "../../../data/ledger/draw-record.ts";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { more, oneIn } from "../../support/one-in.ts";
import { CHANNEL, OPERATOR } from "../../support/open-lottery.ts";
import type { Refusal } from "../../support/request-faults.ts";
import { type Scenario, strikeEachSlackCall } from "../../support/strike-calls.ts";

const TIMEOUT = 120_000;
const HOUR = 60 * 60 * 1_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 6 });
});
afterEach(() => {
  lottery.between.refuse();
  lottery.runAhead(0);
  lottery.tolerateRepetition(false);
});
afterAll(() => lottery[Symbol.asyncDispose]());

function readDraw([draw]: DrawRecord[]): DrawnRecord {
  if (draw?.status !== "drawn") throw new Error("Draw 1 is not drawn.");
  return draw;
}

const redraw = async (name: string) => {
  const [winner] = readDraw(await lottery.records()).winners;
  const revise = { kind: "redraw", draw_no: 1, employee_id: winner?.employee_id };
  await lottery.start(name, { revise, requested_by: OPERATOR, channel_id: CHANNEL });
  await lottery.idle();
};

/** Slack returns an error for every call of this method. */
const slackRefuses =
  (method: string, error: string): Refusal =>
  (service, path) =>
    service === "page" && path === `/api/${method}`
      ? { status: 200, body: JSON.stringify({ ok: false, error }) }
      : undefined;

const drawAndRedraw: Scenario = {
  async run() {
    await lottery.type("draw 2");
    await lottery.idle();
    await redraw("redraw");
  },
  expectSuccess(records) {
    expect(readDraw(records)).toMatchObject({ revisions: [{ kind: "redraw" }] });
    expect(readDraw(records)).not.toHaveProperty("pending");
  },
};

const failed = { kind: "failed", extent: "call", what: "which fails" } as const;
const lost = { kind: "lost", extent: "call", what: "whose response is lost" } as const;

describe("a draw and its redraw, with a fault at each call to Slack in turn", () => {
  test.each([failed, ...more([lost])])(
    "are announced where the bot may post but not search: a call $what",
    { timeout: TIMEOUT },
    async (fault) => {
      lottery.between.refuse(slackRefuses("conversations.history", "not_in_channel"));
      lottery.tolerateRepetition(fault.kind === "lost");
      expect(await strikeEachSlackCall(lottery, drawAndRedraw, fault, oneIn(3))).toBeGreaterThanOrEqual(3);
    },
  );

  test.each([lost, ...more([failed])])(
    "are announced once, and once more after the redraw, where no message can be edited: a call $what",
    { timeout: TIMEOUT },
    async (fault) => {
      lottery.between.refuse(slackRefuses("chat.update", "edit_window_closed"));
      expect(await strikeEachSlackCall(lottery, drawAndRedraw, fault, oneIn(3, 1))).toBeGreaterThanOrEqual(4);
    },
  );

  test.each([5, ...more([-5])])(
    "are announced once where this machine's clock is %i hours ahead of Slack's",
    { timeout: TIMEOUT },
    async (hours) => {
      lottery.runAhead(hours * HOUR);
      expect(await strikeEachSlackCall(lottery, drawAndRedraw, lost, oneIn(3, 2))).toBeGreaterThanOrEqual(3);
    },
  );
});

describe("an outage of SNS that outlasts every retry", () => {
  const snsIsDown: Refusal = (service) => (service === "sns" ? { status: 503, body: "" } : undefined);

  const drawTheRest = async () => {
    lottery.passLease();
    await lottery.type("draw 1");
    await lottery.idle();
  };

  test("leaves a draw announced, and the next draw mails it", { timeout: TIMEOUT }, async () => {
    await lottery.restart();
    lottery.between.refuse(snsIsDown);
    await lottery.type("draw 2");
    await lottery.idle();
    await lottery.check();
    expect(readDraw(await lottery.records())).toMatchObject({ pending: "yes", mailed_at: {} });
    expect(readDraw(await lottery.records())).toHaveProperty("announced_at");
    lottery.between.refuse();
    await drawTheRest();
    expect((await lottery.check()).isAtRest).toBe(true);
  });

  test("leaves a redraw announced, and the next draw mails it", { timeout: TIMEOUT }, async () => {
    await lottery.restart();
    await lottery.type("draw 2");
    await lottery.idle();
    lottery.between.refuse(snsIsDown);
    await redraw("redraw");
    await lottery.check();
    expect(Object.keys(readDraw(await lottery.records()).mailed_at)).toEqual(["0"]);
    // Draws in the meantime are also announced, and their emails wait, too.
    await drawTheRest();
    await lottery.check();
    lottery.between.refuse();
    await drawTheRest();
    expect((await lottery.check()).isAtRest).toBe(true);
  });
});
