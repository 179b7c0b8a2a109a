import { expect, test } from "vitest";
import { z } from "zod";
import { errorCodes } from "../../data/runtime/lottery-error.ts";
import { EXECUTION_SECONDS, LEASE_MARGIN_SECONDS, LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import {
  functionArn,
  sealedTasks,
  startStepFunctions,
} from "../infra/local/services/step-functions/start-step-functions.ts";
import { lambdas, lottery, type Retrier, states, tasks } from "./lottery-states.ts";

/**
 * Errors after which a retry probably succeeds: the AWS SDK's names for a broken or hanging connection and for a busy
 * service, and the names of Step Functions for a Lambda function that did not run or did not end.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const transientErrors = [
  "TimeoutError",
  "InternalServerError",
  "ServiceUnavailable",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.TooManyRequestsException",
  "Lambda.Unknown",
  "Sandbox.Timedout",
];

const spread = { IntervalSeconds: 1, BackoffRate: 2, JitterStrategy: "FULL" };
const never = { ErrorEquals: expect.toSatisfy(isFinal), MaxAttempts: 0 };
/** Other draws hold people for minutes, and the beacon can be unreachable as long. */
const lasting = {
  ErrorEquals: ["EntrantsHeld", "BeaconUnreachable"],
  MaxAttempts: 20,
  ...spread,
  BackoffRate: 1.5,
  MaxDelaySeconds: 15,
};
const slackDown = {
  ErrorEquals: ["SlackUnreachable"],
  MaxAttempts: 3,
  ...spread,
  IntervalSeconds: 2,
};
const transient = { ErrorEquals: transientErrors, MaxAttempts: 6, ...spread, MaxDelaySeconds: 20 };
const anyOther = (attempts: number) => ({ ErrorEquals: ["States.ALL"], MaxAttempts: attempts, ...spread });

/** Whether these are exactly the errors after which no retry can help. */
function isFinal(errors: unknown): boolean {
  const final = Object.entries(errorCodes).flatMap(([code, retry]) => (retry === "final" ? [code] : []));
  return z.array(z.string()).parse(errors).toSorted().join() === final.toSorted().join();
}

test.each([
  { name: "Input Lottery Winners", timeout: 60, retriers: [never, transient, anyOther(3)] },
  { name: "Announce Seal", timeout: 60, retriers: [never, slackDown, transient, anyOther(3)] },
  { name: "Random Select Winners", timeout: 120, retriers: [never, lasting, transient, anyOther(3)] },
  { name: "Validate Winners", timeout: 120, retriers: [never, transient, anyOther(3)] },
  { name: "Record Winner Queue", timeout: 300, retriers: [never, transient, anyOther(5)] },
  { name: "Notify Winners", timeout: 60, retriers: [anyOther(5)] },
])(
  "$name times out after $timeout s, and is retried as its failures require",
  ({ name, timeout, retriers }) => {
    expect(tasks.map(([task]) => task)).toContain(name);
    expect(states.get(name)).toMatchObject({ TimeoutSeconds: timeout, Retry: retriers });
    expect(states.get(name)?.Retry).toHaveLength(retriers.length);
  },
);

test("retriers name only errors that exist", () => {
  const names = lambdas.flatMap(([, { Retry = [] }]) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals));
  const known = new Set<string>([...Object.keys(errorCodes), ...transientErrors, "States.ALL"]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test.each(lambdas)(
  "%s survives each transient failure once, and three other failures",
  async (_name, { Resource = "" }) => {
    const task = functionArn(Resource.slice(2, -"Arn}".length));
    const work = sealedTasks(0)[task];
    const meets = async (failures: readonly string[]) => {
      let calls = 0;
      await using sfn = await startStepFunctions({
        tasks: sealedTasks(0, {
          [task]: (input, callId) => {
            const name = failures[calls++];
            if (name !== undefined) return Promise.reject(Object.assign(new Error("It broke."), { name }));
            return work?.(input, callId) ?? Promise.reject(new Error("There is no such task."));
          },
        }),
      });
      const { status, error } = await sfn.run('{"input": 2}');
      return { status, error, calls };
    };
    const [first = "", ...others] = transientErrors;
    const six = others.slice(0, 6);
    const more = others.slice(6);
    const three = Array<string>(3).fill("LedgerBusy");
    expect(await meets([...three, ...six])).toMatchObject({ status: "SUCCEEDED", calls: 10 });
    expect(await meets([...more, ...three])).toMatchObject({ status: "SUCCEEDED", calls: more.length + 4 });
    expect(await meets(Array<string>(7).fill(first))).toMatchObject({
      status: "FAILED",
      error: first,
      calls: 7,
    });
  },
);

test("only tasks are retried: a retry of the Parallel state would send the notice twice", () => {
  expect(states.get("Send SNS and Record In Dynamodb")?.Retry).toBeUndefined();
});

/** Returns the longest total wait of a retrier, in seconds. Full jitter makes it only shorter. */
function longestWait({
  MaxAttempts,
  IntervalSeconds = 1,
  BackoffRate = 2,
  MaxDelaySeconds = Infinity,
}: Retrier) {
  const waits = Array.from({ length: MaxAttempts }, (_, attempt) =>
    Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
  );
  return waits.reduce((sum, wait) => sum + wait, 0);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
/** The tasks that run one after the other. Notify Winners ends before Record Winner Queue. */
const inTurn = lambdas.map(([, state]) => state);
const limit = lottery.TimeoutSeconds ?? Infinity;

test("the execution may last 1,080 s: each task once until its timeout, and all waits of its retries", () => {
  expect(limit).toBe(1_080);
  const longestTasks = sum(inTurn.map(({ TimeoutSeconds = Infinity }) => TimeoutSeconds));
  const retries = inTurn.flatMap(({ Retry = [] }) => Retry);
  const waits = (isLasting: boolean) =>
    sum(
      retries
        .filter(({ ErrorEquals }) => isLasting || !ErrorEquals.includes("EntrantsHeld"))
        .map(longestWait),
    );
  expect(longestTasks + waits(false)).toBeLessThan(limit);
  expect(waits(true)).toBeLessThan(limit);
});

test("the execution ends long before its draw's lease, and before other runs treat it as ended", () => {
  expect(limit).toBe(EXECUTION_SECONDS);
  const longestTask = Math.max(...tasks.map(([, { TimeoutSeconds = Infinity }]) => TimeoutSeconds));
  // A task that begins in the last moment may decide the draw: the lease must last until its wins are final.
  expect(limit + longestTask).toBeLessThan(LEASE_SECONDS - LEASE_MARGIN_SECONDS);
});
