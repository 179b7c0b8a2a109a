import { readFile } from "node:fs/promises";
import validate from "asl-validator";
import { expect, test } from "vitest";
import { z } from "zod";
import { errorCodes } from "../../data/lottery-error.ts";
import { readDefinition } from "../../infra/local/definition.ts";
import { finalErrors } from "../../workflow/fail-draw.ts";
import { LEASE_MARGIN_SECONDS, LEASE_SECONDS } from "../../workflow/leases.ts";

const retrier = z.object({
  ErrorEquals: z.array(z.string()).min(1),
  MaxAttempts: z.int(),
  IntervalSeconds: z.int().optional(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.int().optional(),
});

const state = z.object({
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

test.each(lambdas)("%s is never repeated after a failure that no retry can mend", (_name, { Retry = [] }) => {
  const [first] = Retry;
  expect(first?.MaxAttempts).toBe(0);
  expect(new Set(first?.ErrorEquals)).toEqual(finalErrors);
  expect(first?.ErrorEquals).toHaveLength(finalErrors.size);
  for (const { ErrorEquals } of Retry)
    for (const error of ErrorEquals) if (!error.startsWith("States.")) expect(errorCodes).toContain(error);
});

test.each(tasks)(
  "%s is repeated after any other failure, a bounded number of times",
  (_name, { Retry = [] }) => {
    expect(Retry.at(-1)).toMatchObject({ ErrorEquals: ["States.ALL"] });
    for (const { MaxAttempts } of Retry) expect(MaxAttempts).toBeLessThanOrEqual(20);
  },
);

test("only what is about people who are held is waited for longer", () => {
  const waiting = lambdas.flatMap(([name, { Retry = [] }]) =>
    Retry.slice(1, -1).map(({ ErrorEquals }) => [name, ErrorEquals]),
  );
  expect(waiting).toEqual([["Random Select Winners", ["EntrantsHeld"]]]);
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

test("every task ends in time, and the execution long before its draw's lease", () => {
  const limit = lottery.TimeoutSeconds ?? Number.POSITIVE_INFINITY;
  for (const [, { TimeoutSeconds }] of tasks) expect(TimeoutSeconds).toBeLessThan(limit);
  const longestTask = Math.max(
    ...tasks.map(([, { TimeoutSeconds = Number.POSITIVE_INFINITY }]) => TimeoutSeconds),
  );
  // A task that was begun in the last moment may still decide: its lease must last until its wins are final.
  expect(limit + longestTask).toBeLessThan(LEASE_SECONDS - LEASE_MARGIN_SECONDS);
});
