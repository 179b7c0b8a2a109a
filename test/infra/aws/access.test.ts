import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { tableDefinitions } from "../../../data/tables.ts";
import { handlerFiles, machineFunctions } from "../../../infra/aws/bundles.ts";
import { type AwsCall, readAwsCalls } from "./aws-calls.ts";
import { readGrants, readPartitions } from "./read-grants.ts";
import { recordVariables } from "./record-variables.ts";
import { type Synthesis, synthesize } from "./synthesize.ts";

const functions = Object.entries(handlerFiles);
const tables = Object.fromEntries(
  tableDefinitions.map(({ variable, name }) => [variable, name.replace("Lottery-", "")]),
);
/** The resources of calls to other services. */
const resourcesOf: Readonly<Record<string, string[]>> = {
  "states:StartExecution": ["StateMachine", "RosterMachine"],
  "states:DescribeExecution": ["execution:Lottery:*"],
  "sns:Publish": ["Notification"],
  "lambda:InvokeFunction": ["Callback"],
  "Slack secretsmanager:GetSecretValue": ["SlackSigningSecret", "SlackBotToken"],
  "Callback secretsmanager:GetSecretValue": ["SlackBotToken"],
  "RosterTask secretsmanager:GetSecretValue": ["SlackBotToken"],
};

/** Variables whose default is right for every deployment. */
const sameEverywhere = new Set(["SLACK_API_URL", "LOTTERY_BEACON_RELAYS", "LOTTERY_BEACON_CHAIN"]);

/** Permissions that Lambda itself needs. */
const platform = (name: string) => [
  `logs:CreateLogStream ${name}Logs`,
  `logs:PutLogEvents ${name}Logs`,
  "xray:PutTelemetryRecords *",
  "xray:PutTraceSegments *",
];

function formatGrants(name: string, { action, table, index }: AwsCall): string[] {
  const resources =
    table === undefined
      ? (resourcesOf[action] ?? resourcesOf[`${name} ${action}`] ?? [undefined])
      : [tables[table]];
  return resources.map((resource) => `${action} ${resource}${index === undefined ? "" : `/index/${index}`}`);
}

/** Settings with which every optional variable is set. */
const everything = { retentionDays: 365 };

let global: Synthesis;
let china: Synthesis;
let calls: ReturnType<typeof readAwsCalls>;
beforeAll(async () => {
  [global, china] = [await synthesize(everything), await synthesize({}, "cn-north-1")];
  calls = readAwsCalls(Object.values(handlerFiles));
}, 60_000);

describe.each(functions)("the role of %s", (name, file) => {
  test("allows exactly the calls of the code, on exactly their resources", () => {
    const called = new Set((calls.get(file) ?? []).flatMap((call) => formatGrants(name, call)));
    expect(called.size).toBeGreaterThan(0);
    // For its dead letters, and for publishing to an encrypted topic.
    const others =
      name === "Callback"
        ? ["sqs:SendMessage CallbackDeadLetters", "kms:Decrypt TopicKey", "kms:GenerateDataKey TopicKey"]
        : [];
    const expected = [...called, ...platform(name), ...others].sort();
    expect(readGrants(global, `${name}Role`)).toEqual(expected);
    expect(readGrants(china, `${name}Role`)).toEqual(expected);
  });

  test("can be assumed only by Lambda, and belongs to one function", () => {
    const [roleId, { Properties }] = global.named(`${name}Role`);
    expect(Properties["AssumeRolePolicyDocument"]).toMatchObject({
      Statement: [{ Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
    });
    const users = global.ofType("AWS::Lambda::Function").filter(
      ([
        ,
        {
          Properties: { Role },
        },
      ]) => JSON.stringify(Role) === JSON.stringify({ "Fn::GetAtt": [roleId, "Arn"] }),
    );
    expect(users.map(([id]) => id)).toEqual([global.named(name)[0]]);
  });

  test("comes with exactly the environment variables that the code reads", async () => {
    const [, { Properties }] = global.named(name);
    const given = z.object({ Variables: z.record(z.string(), z.unknown()) }).parse(Properties["Environment"]);
    const read = (await recordVariables(file)).filter((variable) => !sameEverywhere.has(variable));
    expect(Object.keys(given.Variables).sort()).toEqual([...read, "NODE_OPTIONS"].sort());
  });
});

test("no function may delete anything from the ledger, except hand-overs, the copies of log entries in lists about employees, and imports", () => {
  const partitions = Object.fromEntries(
    Object.keys(handlerFiles).flatMap((name) =>
      readGrants(global, `${name}Role`).includes("dynamodb:DeleteItem Draws")
        ? [[name, readPartitions(global, `${name}Role`, "dynamodb:DeleteItem Draws")]]
        : [],
    ),
  );
  expect(partitions).toEqual({
    Slack: ["hand-overs"],
    Callback: ["hand-overs", "log#person#*"],
    RosterTask: ["roster-imports", "roster-import#*"],
  });
});

test.each([
  [
    "StateMachine",
    machineFunctions,
    ["sns:Publish Notification", "kms:Decrypt TopicKey", "kms:GenerateDataKey TopicKey"],
  ],
  ["RosterMachine", ["RosterTask"], []],
])(
  "the role of %s allows only the functions of its tasks, its topic, logs and traces",
  (id, tasks, topic) => {
    const expected = [
      ...tasks.map((name) => `lambda:InvokeFunction ${name}`),
      ...topic,
      // The actions for logs and traces do not support resources.
      ..."CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries PutResourcePolicy UpdateLogDelivery"
        .split(" ")
        .map((action) => `logs:${action} *`),
      ..."GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments"
        .split(" ")
        .map((action) => `xray:${action} *`),
    ].sort();
    expect(readGrants(global, `${id}Role`)).toEqual(expected);
    expect(readGrants(china, `${id}Role`)).toEqual(expected);
  },
);

test("there are no other roles", () => {
  const roles = global.ofType("AWS::IAM::Role").map(([id]) => id.replace(/[0-9A-F]{8}$/, ""));
  expect(roles.sort()).toEqual(
    [...functions.map(([name]) => `${name}Role`), "StateMachineRole", "RosterMachineRole"].sort(),
  );
});
