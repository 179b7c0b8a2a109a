import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { more, oneIn } from "../../support/one-in.ts";
import type { Refusal } from "../../support/request-faults.ts";
import { type Scenario, strikeEachSlackCall } from "../../support/strike-calls.ts";

const TIMEOUT = 240_000;
const SECOND = 1_000;

let lottery: AttackedLottery;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 6, isSealed: true });
});
afterEach(() => {
  lottery.between.refuse();
  lottery.runAhead(0);
  lottery.tolerateRepetition(false);
});
afterAll(() => lottery[Symbol.asyncDispose]());

const draw: Scenario = {
  run: () => lottery.type("draw 2"),
  expectSuccess(records) {
    expect(records).toMatchObject([{ status: "drawn", beacon: "drand" }]);
  },
};

/** Slack does not let the bot search the channel, though it may post there. */
const searchIsRefused: Refusal = (service, path) =>
  service === "page" && path === "/api/conversations.history"
    ? { status: 200, body: JSON.stringify({ ok: false, error: "not_in_channel" }) }
    : undefined;

const failed = { kind: "failed", extent: "call", what: "which fails" } as const;
const lost = { kind: "lost", extent: "call", what: "whose response is lost" } as const;

describe("a sealed draw, with a fault at each call to Slack in turn", () => {
  test.each([lost, ...more([failed])])(
    "is sealed and announced where the bot may post but not search: a call $what",
    { timeout: TIMEOUT },
    async (fault) => {
      lottery.between.refuse(searchIsRefused);
      lottery.tolerateRepetition(fault.kind === "lost");
      expect(await strikeEachSlackCall(lottery, draw, fault, oneIn(2))).toBeGreaterThanOrEqual(2);
    },
  );

  test.each([3_600, ...more([60, -60])])(
    "is sealed and announced once where this machine's clock is %i seconds ahead of Slack's",
    { timeout: TIMEOUT },
    async (seconds) => {
      lottery.runAhead(seconds * SECOND);
      expect(await strikeEachSlackCall(lottery, draw, lost, oneIn(2, 1))).toBeGreaterThanOrEqual(2);
    },
  );
});

describe("a beacon that is down for good", () => {
  test("fails the draw, under its number and in the channel, and the next draw works", {
    timeout: TIMEOUT,
  }, async () => {
    await lottery.restart();
    lottery.between.refuse((service) => (service === "beacon" ? { status: 503, body: "" } : undefined));
    await lottery.type("draw 2");
    await lottery.idle();
    await lottery.check();
    const failures: DrawRecord[] = await lottery.records();
    expect(failures).toMatchObject([{ draw_no: 1, status: "failed", error: "BeaconUnreachable" }]);
    expect((await lottery.announcements()).at(-1)?.text).toMatch(
      /^Draw 1 did not take place: the public random value .+ Its seal no longer counts\.$/,
    );
    lottery.between.refuse();
    await lottery.type("draw 2");
    await lottery.idle();
    expect((await lottery.check()).isAtRest).toBe(true);
    expect(await lottery.records()).toMatchObject([{ status: "failed" }, { status: "drawn", draw_no: 2 }]);
  });
});
