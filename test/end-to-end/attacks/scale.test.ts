import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stateMachineArn } from "../../../infra/local/settings/arns.ts";
import { serveComputedPeople } from "../../support/computed-people.ts";
import { more } from "../../support/one-in.ts";
import { type Lottery, openLottery } from "../../support/open-lottery.ts";
import { recordLog } from "../../support/record-log.ts";

/** `npm run attacks` draws among 100,000 people. */
const PEOPLE = more([100_000])[0] ?? 5_000;
/** The maximum number of winners of a draw. */
const MOST_WINNERS = 1_000;
/** The maximum size of data between states in Step Functions, in bytes. Measured: 92 KB for 500 winners, 143 KB for 1,000. */
const MOST_BYTES = 262_144;
/** The maximum number of events of a draw of any size without lost candidates. Step Functions allows 25,000. */
const MOST_EVENTS = 40;
/** The shortest timeout of a deployed task, in ms. */
const TIMEOUT = 55_000;

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
let stepFunctions: SFNClient;
let people: Awaited<ReturnType<typeof serveComputedPeople>>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery({}, undefined, {
    retryInterval: 0,
    async reach(service, url, server) {
      if (service !== "dynamodb") return url;
      people = await serveComputedPeople(url, server, PEOPLE);
      return people.url;
    },
  });
  stepFunctions = new SFNClient({});
});
afterAll(async () => {
  stepFunctions.destroy();
  await lottery[Symbol.asyncDispose]();
  await people.close();
  log[Symbol.dispose]();
});

/** Starts an execution and waits for its end, without a time limit. */
async function execute(input: unknown) {
  const { executionArn } = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  await lottery.idle();
  return stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
}

/** Returns the size of the largest input or output, in bytes, and the duration of the slowest task, in ms. */
async function measure(executionArn: string | undefined) {
  const { events = [], nextToken } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
  );
  expect(nextToken).toBeUndefined();
  const texts = events.flatMap((event) => [
    event.stateEnteredEventDetails?.input,
    event.stateExitedEventDetails?.output,
    event.lambdaFunctionScheduledEventDetails?.input,
    event.lambdaFunctionSucceededEventDetails?.output,
    event.taskScheduledEventDetails?.parameters,
    event.executionSucceededEventDetails?.output,
  ]);
  const times = new Map(events.map(({ id, timestamp }) => [id, timestamp?.getTime() ?? 0]));
  const tasks = events
    .filter(({ type }) => type === "LambdaFunctionSucceeded")
    .map(({ previousEventId, timestamp }) => (timestamp?.getTime() ?? 0) - (times.get(previousEventId) ?? 0));
  return {
    events: events.length,
    bytes: Math.max(...texts.map((text) => Buffer.byteLength(text ?? ""))),
    slowest: Math.max(...tasks),
  };
}

describe(`among ${PEOPLE} people, half of whom have won`, () => {
  test.each([100, ...more([500, 1_000])])(
    "%i are drawn, within what Step Functions and the time-outs allow",
    { timeout: 60_000 },
    async (winners) => {
      const { status, executionArn } = await execute({ input: winners });
      expect(status).toBe("SUCCEEDED");
      const [draw] = await lottery.records();
      expect(draw).toMatchObject({
        status: "drawn",
        num_of_winners: winners,
        roster_size: PEOPLE,
        claims_final: true,
      });
      const { events, bytes, slowest } = await measure(executionArn);
      expect(events).toBeLessThanOrEqual(MOST_EVENTS);
      // What is in proportion to the winners fits for the most that are allowed.
      expect((bytes * MOST_WINNERS) / winners).toBeLessThan(MOST_BYTES);
      expect(slowest).toBeLessThan(TIMEOUT);
    },
  );

  test("1,001 winners are refused with the reason before anything is written", async () => {
    const [latest] = await lottery.records();
    const refused = await execute({ input: 1_001 });
    expect(refused).toMatchObject({ status: "FAILED", error: "TooManyWinners" });
    expect(refused.cause).toContain("at most 1000 winners");
    expect((await lottery.type("draw 1001")).text).toMatch(/1,?000/);
    expect((await lottery.records())[0]).toEqual(latest);
  });
});
