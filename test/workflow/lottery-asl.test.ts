import { readFile } from "node:fs/promises";
import validate from "asl-validator";
import { expect, test } from "vitest";
import { z } from "zod";
import { errorCodes } from "../../data/runtime/lottery-error.ts";
import { readDefinition } from "../../infra/local/services/step-functions/definition.ts";
import { EXECUTION_SECONDS, LEASE_MARGIN_SECONDS, LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import {
  functionArn,
  lotteryTasks,
  startStepFunctions,
} from "../infra/local/services/step-functions/start-step-functions.ts";

const retrier = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  MaxAttempts: z.int(),
  IntervalSeconds: z.int().optional(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.int().optional(),
  JitterStrategy: z.literal("FULL").optional(),
});

type Retrier = z.output<typeof retrier>;

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.int().optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z
    .array(z.object({ Variable: z.string(), NumericEquals: z.number(), Next: z.string() }))
    .optional(),
  get Branches() {
    return z.array(machine).optional();
  },
});

const machine = z.object({
  StartAt: z.string(),
  TimeoutSeconds: z.int().optional(),
  get States() {
    return z.record(z.string(), state);
  },
});

const text = await readFile(new URL("../../workflow/lottery.asl.json", import.meta.url), "utf8");
const lottery = machine.parse(JSON.parse(text));
const states = new Map<string, z.output<typeof state>>();
const visit = ({ States }: z.output<typeof machine>) => {
  for (const [name, found] of Object.entries(States)) {
    states.set(name, found);
    found.Branches?.forEach(visit);
  }
};
visit(lottery);
const tasks = [...states].filter(([, { Type }]) => Type === "Task");
const lambdas = tasks.filter(([, { Resource }]) => Resource?.startsWith("${"));

test.each(["aws", "aws-cn"])(
  "is valid Amazon States Language, filled in for the partition %s",
  async (partition) => {
    const functions = lambdas.map(([, { Resource = "" }]) => Resource.slice(2, -1));
    const arn = (service: string, name: string) =>
      `arn:${partition}:${service}:eu-west-1:123456789012:${name}`;
    const definition = await readDefinition({
      ...Object.fromEntries(functions.map((name) => [name, arn("lambda", `function:${name}`)])),
      Partition: partition,
      NotificationTopicArn: arn("sns", "Lottery-Notification"),
    });
    expect(validate(definition)).toMatchObject({ isValid: true });
    expect(validate(JSON.parse(text))).toMatchObject({ isValid: false });
  },
);

test("has the states of the contract, in its order", () => {
  expect([...states].map(([name, { Type }]) => [name, Type])).toEqual([
    ["Input Lottery Winners", "Task"],
    ["Random Select Winners", "Task"],
    ["Validate Winners", "Task"],
    ["Is Winner In Past Draw", "Choice"],
    ["Send SNS and Record In Dynamodb", "Parallel"],
    ["Notify Winners", "Task"],
    ["Record Winner Queue", "Task"],
    ["Failed", "Fail"],
  ]);
  expect(lottery.StartAt).toBe("Input Lottery Winners");
  expect(states.get("Input Lottery Winners")?.Next).toBe("Random Select Winners");
  expect(states.get("Random Select Winners")?.Next).toBe("Validate Winners");
  expect(states.get("Validate Winners")?.Next).toBe("Is Winner In Past Draw");
  expect(states.get("Is Winner In Past Draw")).toMatchObject({
    Default: "Failed",
    Choices: [
      { Variable: "$.status", NumericEquals: 0, Next: "Send SNS and Record In Dynamodb" },
      { Variable: "$.status", NumericEquals: 1, Next: "Random Select Winners" },
    ],
  });
  expect(states.get("Send SNS and Record In Dynamodb")).toMatchObject({
    End: true,
    Branches: [{ StartAt: "Notify Winners" }, { StartAt: "Record Winner Queue" }],
  });
  expect(states.get("Record Winner Queue")).toMatchObject({ TimeoutSeconds: 300 });
});

test("names no ARN: partition, functions and topic are filled in where it is deployed", () => {
  expect(text).not.toMatch(/arn:aws/);
  expect(text).not.toMatch(/\d{12}/);
  expect([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)).toEqual([
    "InputWinnersArn",
    "RandomSelectWinnersArn",
    "ValidateWinnersArn",
    "Partition",
    "NotificationTopicArn",
    "RecordWinnersArn",
  ]);
  expect(states.get("Notify Winners")?.Resource).toMatch(/:states:::sns:publish$/);
});

/**
 * What may well succeed a moment later: the names that the AWS SDK gives to a connection that breaks or hangs and to a
 * service that is busy, and those that Step Functions gives to a Lambda function that did not run or did not end.
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
const heldPeople = {
  ErrorEquals: ["EntrantsHeld"],
  MaxAttempts: 20,
  ...spread,
  BackoffRate: 1.5,
  MaxDelaySeconds: 15,
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
  { name: "Random Select Winners", timeout: 120, retriers: [never, heldPeople, transient, anyOther(3)] },
  { name: "Validate Winners", timeout: 120, retriers: [never, transient, anyOther(3)] },
  { name: "Record Winner Queue", timeout: 300, retriers: [never, transient, anyOther(5)] },
  { name: "Notify Winners", timeout: 60, retriers: [anyOther(5)] },
])(
  "$name ends after $timeout s, and is repeated as often as its failure deserves",
  ({ name, timeout, retriers }) => {
    expect(tasks.map(([task]) => task)).toContain(name);
    expect(states.get(name)).toMatchObject({ TimeoutSeconds: timeout, Retry: retriers });
    expect(states.get(name)?.Retry).toHaveLength(retriers.length);
  },
);

test("every error of the lottery's own that a retrier names is one that it has", () => {
  const names = lambdas.flatMap(([, { Retry = [] }]) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals));
  const known = new Set<string>([...Object.keys(errorCodes), ...transientErrors, "States.ALL"]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test.each(lambdas)(
  "%s survives each transient failure in turn, and three failures besides",
  async (_name, { Resource = "" }) => {
    const task = functionArn(Resource.slice(2, -"Arn}".length));
    const work = lotteryTasks()[task];
    const meets = async (failures: readonly string[]) => {
      let calls = 0;
      await using sfn = await startStepFunctions({
        tasks: lotteryTasks({
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

/** The fields by which Step Functions shapes what goes into a state and what comes out of it. */
const dataFlow = z.object({
  InputPath: z.string().optional(),
  Parameters: z.record(z.string(), z.string()).optional(),
  ResultSelector: z.record(z.string(), z.string()).optional(),
  ResultPath: z.string().nullable().optional(),
  OutputPath: z.string().nullable().optional(),
});

test.each([
  {
    name: "Input Lottery Winners",
    flow: {
      Parameters: {
        "execution.$": "$$.Execution.Name",
        "started_at.$": "$$.Execution.StartTime",
        "request.$": "$",
      },
    },
  },
  { name: "Random Select Winners", flow: { InputPath: "$.body" } },
  {
    name: "Validate Winners",
    flow: {
      InputPath: "$.body",
      ResultSelector: {
        "body.$": "$.body",
        "status.$": "$.status",
        "sns.$": "$.sns",
        "subject.$": "$.subject",
        "notice.$": "$.notice",
        // What Failed passes on if the status is neither 0 nor 1.
        Error: "UnknownStatus",
        Cause: expect.stringContaining("neither 0 (decided) nor 1 (select again)"),
      },
    },
  },
  { name: "Is Winner In Past Draw", flow: {} },
  { name: "Send SNS and Record In Dynamodb", flow: {} },
  {
    name: "Notify Winners",
    flow: {
      Parameters: {
        // Filled in where it is deployed.
        TopicArn: expect.stringMatching(/^\$\{NotificationTopicArn\}$/),
        "Subject.$": "$.subject",
        "Message.$": "$.notice",
        MessageStructure: "json",
      },
    },
  },
  { name: "Record Winner Queue", flow: { InputPath: "$.body" } },
])("$name passes on exactly this data", ({ name, flow }) => {
  expect(dataFlow.parse(states.get(name))).toEqual(flow);
});

test("retries belong to the tasks: repeating the whole Parallel state would send the notice twice", () => {
  expect(states.get("Send SNS and Record In Dynamodb")?.Retry).toBeUndefined();
});

test("every failure is caught and passed on, but within the branches, where the Parallel state does it", () => {
  const branches = ["Notify Winners", "Record Winner Queue"];
  for (const [name, { Type, Catch }] of states)
    if (["Task", "Parallel"].includes(Type) && !branches.includes(name))
      expect(Catch).toEqual([{ ErrorEquals: ["States.ALL"], Next: "Failed" }]);
  expect(JSON.parse(text)).toMatchObject({
    States: { Failed: { Type: "Fail", ErrorPath: "$.Error", CausePath: "$.Cause" } },
  });
});

/** The longest that a retrier waits in all, in seconds: full jitter only makes it shorter. */
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
/** Those that run one after the other; what Notify Winners does is over sooner than Record Winner Queue. */
const inTurn = lambdas.map(([, state]) => state);
const limit = lottery.TimeoutSeconds ?? Infinity;

test("the execution may last 900 s: every task once at its longest, and all waits of its retries", () => {
  expect(limit).toBe(900);
  const longestTasks = sum(inTurn.map(({ TimeoutSeconds = Infinity }) => TimeoutSeconds));
  const retries = inTurn.flatMap(({ Retry = [] }) => Retry);
  const waits = (forHeld: boolean) =>
    sum(
      retries.filter(({ ErrorEquals }) => forHeld || !ErrorEquals.includes("EntrantsHeld")).map(longestWait),
    );
  expect(longestTasks + waits(false)).toBeLessThan(limit);
  expect(waits(true)).toBeLessThan(limit);
});

test("the execution ends long before its draw's lease, and when others take it to be over", () => {
  expect(limit).toBe(EXECUTION_SECONDS);
  const longestTask = Math.max(...tasks.map(([, { TimeoutSeconds = Infinity }]) => TimeoutSeconds));
  // A task that was begun in the last moment may still decide: its lease must last until its wins are final.
  expect(limit + longestTask).toBeLessThan(LEASE_SECONDS - LEASE_MARGIN_SECONDS);
});
