import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { handlerFiles } from "../../../infra/aws/bundles.ts";
import { type AwsCall, readAwsCalls } from "./aws-calls.ts";
import { readGrants } from "./read-grants.ts";
import { type Synthesis, synthesise } from "./synthesise.ts";

const functions = Object.entries(handlerFiles);
const tables: Readonly<Record<string, string>> = {
  EMPLOYEE_TABLE: "Employee",
  WINNERS_TABLE: "Winners",
  DRAWS_TABLE: "Draws",
};
/** What the calls of other services go to; which secrets a function reads is known by its settings. */
const others: Readonly<Record<string, string[]>> = {
  "states:StartExecution": ["StateMachine"],
  "sns:Publish": ["Notification"],
  "Slack secretsmanager:GetSecretValue": ["SlackSigningSecret", "SlackBotToken"],
  "Callback secretsmanager:GetSecretValue": ["SlackBotToken"],
};

/** What Lambda itself does in a function's name. */
const platform = (name: string) => [
  `logs:CreateLogStream ${name}Logs`,
  `logs:PutLogEvents ${name}Logs`,
  "xray:PutTelemetryRecords *",
  "xray:PutTraceSegments *",
];

function formatGrants(name: string, { action, table, index }: AwsCall): string[] {
  const resources =
    table === undefined ? (others[action] ?? others[`${name} ${action}`] ?? [undefined]) : [tables[table]];
  return resources.map((resource) => `${action} ${resource}${index === undefined ? "" : `/index/${index}`}`);
}

let global: Synthesis;
let china: Synthesis;
let calls: ReturnType<typeof readAwsCalls>;
beforeAll(async () => {
  [global, china] = [await synthesise(), await synthesise({}, "cn-north-1")];
  calls = readAwsCalls(Object.values(handlerFiles));
}, 60_000);
afterAll(async () => {
  await global[Symbol.asyncDispose]();
  await china[Symbol.asyncDispose]();
});

describe.each(functions)("the role of %s", (name, file) => {
  test("allows exactly what the code calls, on exactly its resources", () => {
    const asked = new Set((calls.get(file) ?? []).flatMap((call) => formatGrants(name, call)));
    expect(asked.size).toBeGreaterThan(0);
    // What goes with its dead letters, and with publishing to a topic that is encrypted.
    const beside =
      name === "Callback"
        ? ["sqs:SendMessage CallbackDeadLetters", "kms:Decrypt TopicKey", "kms:GenerateDataKey TopicKey"]
        : [];
    const expected = [...asked, ...platform(name), ...beside].sort();
    expect(readGrants(global, `${name}Role`)).toEqual(expected);
    expect(readGrants(china, `${name}Role`)).toEqual(expected);
  });

  test("is taken on by Lambda alone, and by no other function", () => {
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

  test("comes with the settings that the code reads, and no others", () => {
    const picked = /environment\.pick\(\{(?<names>[^}]*)\}\)/.exec(readFileSync(file, "utf8"))?.groups?.[
      "names"
    ];
    const wanted = [...(picked ?? "").matchAll(/([A-Z_]+): true/g)].map(([, variable]) => variable);
    const [, { Properties }] = global.named(name);
    const given = z.object({ Variables: z.record(z.string(), z.unknown()) }).parse(Properties["Environment"]);
    // The address of Slack's API is one and the same for everybody.
    const expected = [...wanted.filter((variable) => variable !== "SLACK_API_URL"), "NODE_OPTIONS"];
    expect(Object.keys(given.Variables).sort()).toEqual(expected.sort());
  });
});

test("the state machine runs its four tasks, publishes to its one topic, and does nothing else", () => {
  const expected = [
    ...["InputWinners", "RandomSelectWinners", "ValidateWinners", "RecordWinners"].map(
      (task) => `lambda:InvokeFunction ${task}`,
    ),
    "sns:Publish Notification",
    "kms:Decrypt TopicKey",
    "kms:GenerateDataKey TopicKey",
    // Delivery of logs and traces: AWS knows no resource for these.
    ..."CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries PutResourcePolicy UpdateLogDelivery"
      .split(" ")
      .map((action) => `logs:${action} *`),
    ..."GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments"
      .split(" ")
      .map((action) => `xray:${action} *`),
  ].sort();
  expect(readGrants(global, "StateMachineRole")).toEqual(expected);
  expect(readGrants(china, "StateMachineRole")).toEqual(expected);
});

test("there is no other role", () => {
  const roles = global.ofType("AWS::IAM::Role").map(([id]) => id.replace(/[0-9A-F]{8}$/, ""));
  expect(roles.sort()).toEqual([...functions.map(([name]) => `${name}Role`), "StateMachineRole"].sort());
});
