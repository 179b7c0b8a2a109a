import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorCodes } from "../../data/runtime/lottery-error.ts";
import { createBooks } from "../support/books.ts";
import { FUZZ_TIMEOUT, fuzz } from "../support/fuzz.ts";
import { damaged, hostileJson, hostileText } from "../support/hostile-values.ts";
import { recordLog } from "../support/record-log.ts";
import { type Lottery, nameOfError, startLottery } from "../support/start-lottery.ts";

/** The most milliseconds that a task needs for any event, with a roster of ten. */
const PATIENCE = 2_000;

const NAMES = new Set<string>(Object.keys(errorCodes));
const TASKS = ["inputWinners", "randomSelectWinners", "validateWinners", "recordWinners"] as const;

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  lottery = await startLottery();
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

/** Returns the name of the error if the task refuses the event. It must be one of the product. */
async function run(task: (typeof TASKS)[number], event: unknown): Promise<string | undefined> {
  const asked = performance.now();
  const refusal = await lottery[task](event ?? null).then(() => undefined, nameOfError);
  expect(performance.now() - asked).toBeLessThan(PATIENCE);
  if (refusal !== undefined) expect(NAMES).toContain(refusal);
  return refusal;
}

const winner = { employee_id: "E0001", employee_name: "Name 1", lottery_serial: 1 };
const body = {
  num_of_winners: 1,
  draw_id: "nobody's",
  draw_no: 1,
  winner_details: [winner],
  walked: 1,
  walked_from: 0,
  claimed: 0,
  claim_round: 0,
  lost: [],
  pages: [],
};
const revise = { kind: "redraw", draw_no: 1, employee_id: "E0001", reason: "away" };

describe("every task handles any event", () => {
  test(
    "and writes nothing for what it refuses",
    async () => {
      const events = fc.oneof(
        hostileJson,
        damaged(body).map((event): unknown => event),
        damaged(winner).map((each): unknown => ({ ...body, winner_details: [each] })),
        damaged(body).map((each): unknown => ({ body: each })),
      );
      const before = await lottery.allItems();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...TASKS.slice(1)), events, async (task, event) => {
          expect(await run(task, event)).toBeOneOf(["InvalidInput", "UnknownDraw"]);
        }),
        fuzz(41, 100),
      );
      expect(await lottery.allItems()).toEqual(before);
    },
    FUZZ_TIMEOUT,
  );

  test(
    "what is asked of the first one, too",
    async () => {
      const requests = fc.oneof(
        damaged({ input: 1, prize: "AirPods", requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" }),
        fc.oneof(damaged(revise), hostileJson).map((each) => ({ revise: each })),
        hostileText.map((prize) => ({ input: 1_001, prize })),
      );
      const wrapped = fc.tuple(requests, damaged({ execution: "e", started_at: "2026-06-15T12:00:00Z" }));
      const events = fc.oneof(
        hostileJson,
        requests.map((request): unknown => request),
        wrapped.map(([request, rest]): unknown => ({ request, ...rest })),
      );
      await fc.assert(
        fc.asyncProperty(events, async (event) => {
          const before = await lottery.records();
          const refusal = await run("inputWinners", event);
          // An opened draw is in the ledger, also if it has failed.
          if (refusal === "InvalidInput" || refusal === "TooManyWinners")
            expect(await lottery.records()).toEqual(before);
        }),
        fuzz(42, 40),
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe("a draw under way stays consistent", () => {
  /** Passes the event to a task of a new draw in an empty ledger, and then ends the draw. */
  const disturb = async (task: (typeof TASKS)[number], event: Readonly<Record<string, unknown>>) => {
    await createBooks(lottery.client, lottery.tables).clear();
    const { body: opened } = await lottery.open(1);
    const refusal = await run(task, { ...event, ...opened });
    await lottery.endFailedDraw(opened.draw_id, "Aborted");
    const { status } = await lottery.ledger.readOwn(opened.draw_no, opened.draw_id);
    expect(status).toBeOneOf(["drawn", "failed"]);
    if (status === "failed") expect(await lottery.winnerItems()).toEqual([]);
    return refusal;
  };

  test(
    "with any input of its later tasks",
    async () => {
      const events = fc.oneof(
        damaged(body),
        damaged(winner).map((each) => ({ ...body, winner_details: [each] })),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...TASKS.slice(1)), events, async (task, event) => {
          await disturb(task, event);
        }),
        fuzz(43, 20),
      );
    },
    FUZZ_TIMEOUT,
  );

  test.each([
    ["a page without a name", { pages: [""] }],
    ["a page that is not there", { pages: ["0".repeat(32)] }],
    ["a page whose name is too long", { pages: ["x".repeat(2_000)] }],
    ["an id that is too long for a key", { winner_details: [{ ...winner, employee_id: "x".repeat(3_000) }] }],
    ["the same winner twice", { winner_details: [winner, winner] }],
    ["more winners than asked for", { winner_details: [winner, { ...winner, employee_id: "E0002" }] }],
    ["winners for whom no position was visited", { walked: 0 }],
    ["a revision that there is not", { revision_id: "none" }],
  ])("an event with %s is refused by name", async (_, more) => {
    expect(await disturb("validateWinners", { ...body, ...more })).toBeOneOf([
      "InvalidInput",
      "InvalidItem",
      "DrawNotDecided",
    ]);
  });

  test.each([
    ["far behind the roster's end", { walked: 2 ** 53 - 1, winner_details: [] }],
    ["with more claims than winners", { claimed: 2 ** 40 }],
  ])("an event %s does not break the draw", async (_, more) => {
    await disturb("randomSelectWinners", { ...body, ...more });
  });
});
