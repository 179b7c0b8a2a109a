import {
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stateMachineArn } from "../../../infra/local/settings/arns.ts";
import { createBooks } from "../../support/books.ts";
import { checkInvariants } from "../../support/check-invariants.ts";
import { type Lottery, openLottery } from "../../support/open-lottery.ts";
import { recordLog } from "../../support/record-log.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";

/** How often these tests run. */
const REPEATS = Number(process.env["REPEATS"] ?? 1);
const TIMEOUT = 120_000;
const isLong = process.env["ATTACKS"] === "all" || REPEATS > 1;
/** The crowd: draws, people, and how many of them win. */
const CROWD = isLong ? ([60, 400, 180] as const) : ([8, 54, 24] as const);
/** The maximum number of passes that a draw may need when all draws compete for the same people. */
const MOST_PASSES = 4;

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
let stepFunctions: SFNClient;
let books: ReturnType<typeof createBooks>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery({}, undefined, { retryInterval: 100 });
  stepFunctions = new SFNClient({});
  books = createBooks(lottery.client);
});
afterAll(async () => {
  stepFunctions.destroy();
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});
beforeEach(() => books.clear());

let round = 0;

/** Starts this many draws at once, each of them twice, and waits until all have ended. Returns their histories. */
async function drawAtOnce(draws: number, winners: number) {
  round++;
  const start = async (name: string) => {
    try {
      await stepFunctions.send(
        new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ input: winners }) }),
      );
    } catch (error) {
      // The first execution had ended before the second one started.
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
  const names = Array.from({ length: draws }, (_, i) => `crowd-${round}-${i}`);
  await Promise.all([...names, ...names].map(start));
  await lottery.idle();

  const { executions = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: draws }),
  );
  expect(new Set(executions.map(({ name }) => name))).toEqual(new Set(names));
  return executions;
}

async function countPasses(executionArn: string | undefined): Promise<number> {
  const { events = [] } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
  );
  return events.filter(({ stateEnteredEventDetails: entered }) => entered?.name === "Validate Winners")
    .length;
}

describe.each(Array.from({ length: REPEATS }, (_, i) => i + 1))("in run %i, many draws at once", () => {
  test.each([CROWD])(
    "%i of 3 winners among %i people, each started twice: %i people win, once each, numbered without a gap",
    { timeout: TIMEOUT },
    async (draws, people, winners) => {
      const rosterItems = employeeItems(people);
      await books.setRoster(rosterItems);
      const executions = await drawAtOnce(draws, 3);
      expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(["SUCCEEDED"]));

      const tables = await books.read();
      const records = await tables.records();
      expect(records.map(({ draw_no, status }) => [draw_no, status])).toEqual(
        records.map((_, i) => [i + 1, "drawn"]),
      );
      expect(records).toHaveLength(draws);
      expect(await tables.winnerItems()).toHaveLength(winners);
      expect(tables.isAtRest).toBe(true);
      // Verify every draw from its visit log and from its export.
      await checkInvariants({ ...tables, rosterItems, formerWinners: [] }, { atRest: true });

      const passes = await Promise.all(executions.map(({ executionArn }) => countPasses(executionArn)));
      expect(Math.max(...passes)).toBeLessThanOrEqual(MOST_PASSES);
    },
  );

  test.runIf(isLong)(
    "20 of 7 winners among 100 people: 14 are drawn, and 6 fail because too few people are left, and hold no claims",
    { timeout: TIMEOUT },
    async () => {
      const rosterItems = employeeItems(100);
      await books.setRoster(rosterItems);
      await drawAtOnce(20, 7);

      const tables = await books.read();
      const records = await tables.records();
      expect(records.map(({ draw_no }) => draw_no)).toEqual(records.map((_, i) => i + 1));
      expect(records.filter(({ status }) => status === "drawn")).toHaveLength(14);
      const failed = records.filter((draw) => draw.status === "failed");
      expect(failed.map(({ error }) => error)).toEqual(Array(6).fill("NotEnoughEntrants"));
      // People whose claims belong to another failed draw count as eligible. There were never enough.
      for (const { error_facts } of failed) expect(error_facts["eligible"]).toBeLessThan(7);
      expect(await tables.winnerItems()).toHaveLength(98);
      await checkInvariants({ ...tables, rosterItems, formerWinners: [] }, { atRest: true });
    },
  );
});
