import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { handlerFiles } from "../../../infra/aws/bundles.ts";
import { type Synthesis, synthesize } from "./synthesize.ts";

const PERIOD = 300;

let stack: Synthesis;
beforeAll(async () => {
  stack = await synthesize({ alarmEmails: ["ops@example.com", "night@example.com"] });
}, 60_000);

const ref = (id: string) => ({ Ref: stack.named(id)[0] });
const getAtt = (id: string, attribute: string) => ({ "Fn::GetAtt": [stack.named(id)[0], attribute] });

/** Properties of all alarms: one bad period is enough, missing data is good, and the alarm topic is notified. */
const common = (name: string, Threshold: number) => ({
  AlarmName: `Lottery-${name}`,
  AlarmDescription: expect.stringContaining("See docs/operations.md."),
  AlarmActions: [ref("Alarms")],
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  EvaluationPeriods: 1,
  Threshold,
  TreatMissingData: "notBreaching",
});

interface SummedMetric {
  id: string;
  namespace: string;
  metric: string;
  dimension: string;
  value: unknown;
}

/** An alarm on the sum of several metrics. A metric without data counts as zero. */
const summed = (metrics: readonly SummedMetric[]) => ({
  Metrics: [
    {
      Id: "expr_1",
      Expression: metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + "),
      Label: expect.any(String),
      ReturnData: true,
    },
    ...metrics.map(({ id, namespace, metric, dimension, value }) => ({
      Id: id,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metric,
          Dimensions: [{ Name: dimension, Value: value }],
        },
        Period: PERIOD,
        Stat: "Sum",
      },
      ReturnData: false,
    })),
  ],
});

const executions = (id: string, metric: string, machine = "StateMachine"): SummedMetric => ({
  id,
  namespace: "AWS/States",
  metric,
  dimension: "StateMachineArn",
  value: ref(machine),
});
const throttles = (name: string): SummedMetric => ({
  id: name.charAt(0).toLowerCase() + name.slice(1),
  namespace: "AWS/Lambda",
  metric: "Throttles",
  dimension: "FunctionName",
  value: ref(name),
});
const letters = (queue: string) => ({
  Namespace: "AWS/SQS",
  MetricName: "ApproximateNumberOfMessagesVisible",
  Dimensions: [{ Name: "QueueName", Value: getAtt(queue, "QueueName") }],
  Period: PERIOD,
  Statistic: "Maximum",
});

/** The alarms with their metrics. */
const alarms: Readonly<Record<string, () => Record<string, unknown>>> = {
  DrawFailed: () => ({
    ...common("DrawFailed", 1),
    ...summed([
      executions("failed", "ExecutionsFailed"),
      executions("timedOut", "ExecutionsTimedOut"),
      executions("aborted", "ExecutionsAborted"),
    ]),
  }),
  ImportFailed: () => ({
    ...common("ImportFailed", 1),
    ...summed([
      executions("failedImports", "ExecutionsFailed", "RosterMachine"),
      executions("timedOutImports", "ExecutionsTimedOut", "RosterMachine"),
      executions("abortedImports", "ExecutionsAborted", "RosterMachine"),
    ]),
  }),
  BotErrors: () => ({
    ...common("BotErrors", 1),
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: ref("Slack") }],
    Period: PERIOD,
    Statistic: "Sum",
  }),
  // Slack stops waiting after 3,000 ms.
  BotSlow: () => ({
    ...common("BotSlow", 2_500),
    Namespace: "AWS/ApiGateway",
    MetricName: "Latency",
    Dimensions: [{ Name: "ApiId", Value: ref("Api") }],
    Period: PERIOD,
    ExtendedStatistic: "p99",
  }),
  Throttled: () => ({
    ...common("Throttled", 1),
    ...summed(Object.keys(handlerFiles).map(throttles)),
  }),
  DrawNotOurs: () => ({
    ...common("DrawNotOurs", 1),
    Namespace: "Lottery",
    MetricName: "DrawsNotOurs",
    Period: PERIOD,
    Statistic: "Sum",
  }),
  NoticeDeadLetters: () => ({ ...common("NoticeDeadLetters", 1), ...letters("NoticeDeadLetters") }),
  FailureDeadLetters: () => ({ ...common("FailureDeadLetters", 1), ...letters("FailureDeadLetters") }),
  CallbackDeadLetters: () => ({ ...common("CallbackDeadLetters", 1), ...letters("CallbackDeadLetters") }),
};

describe.each(Object.entries(alarms))("the alarm %s", (id, expected) => {
  test("evaluates its metric over five minutes against its threshold", () => {
    expect(stack.named(`${id}Alarm`)[1].Properties).toEqual(expected());
  });

  test("is explained in the operations guide", () => {
    const { AlarmName } = expected();
    expect(readFileSync("docs/operations.md", "utf8")).toContain(`| \`${String(AlarmName)}\` |`);
  });
});

test("there are no other alarms, and the operations guide counts the costs of all of them", () => {
  const found = stack.ofType("AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
  expect(found).toHaveLength(Object.keys(alarms).length);
  const metrics = found.flatMap(({ Metrics }) => {
    const parts = z
      .array(z.looseObject({ ReturnData: z.boolean() }))
      .optional()
      .parse(Metrics);
    return parts ? parts.filter(({ ReturnData }) => !ReturnData) : [{}];
  });
  expect(readFileSync("docs/operations.md", "utf8")).toContain(
    `| ${found.length} alarms over ${metrics.length} metrics × 0.10 | ${(metrics.length * 0.1).toFixed(2)} |`,
  );
});

test("draws that are not ours are counted in the callback's log, at no costs while there are none", () => {
  const filters = stack.ofType("AWS::Logs::MetricFilter").map(([, { Properties }]) => Properties);
  expect(filters).toEqual([
    {
      LogGroupName: ref("CallbackLogs"),
      FilterPattern: '{ $.message.event = "draw-not-ours" }',
      MetricTransformations: [{ MetricNamespace: "Lottery", MetricName: "DrawsNotOurs", MetricValue: "1" }],
    },
  ]);
});

test("alarms are mailed to the addresses in the settings, and to nobody else", () => {
  const recipients = stack
    .ofType("AWS::SNS::Subscription")
    .map(([, { Properties }]) => Properties)
    .filter(({ TopicArn }) => JSON.stringify(TopicArn) === JSON.stringify(ref("Alarms")));
  expect(recipients).toEqual(
    ["ops@example.com", "night@example.com"].map((Endpoint) => ({
      Protocol: "email",
      Endpoint,
      TopicArn: ref("Alarms"),
    })),
  );
});

test("only CloudWatch may publish alarms, for this account and over TLS", () => {
  expect(stack.named("AlarmsPolicy")[1].Properties).toMatchObject({
    Topics: [ref("Alarms")],
    PolicyDocument: {
      Statement: [
        {
          Effect: "Deny",
          Action: "sns:Publish",
          Principal: "*",
          Resource: ref("Alarms"),
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Effect: "Allow",
          Action: "sns:Publish",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Resource: ref("Alarms"),
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        },
      ],
    },
  });
  expect(stack.named("TopicKey")[1].Properties).toEqual({
    Description: expect.any(String),
    EnableKeyRotation: true,
    PendingWindowInDays: 7,
    KeyPolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "kms:*",
          Principal: {
            AWS: {
              "Fn::Join": [
                "",
                ["arn:", { Ref: "AWS::Partition" }, ":iam::", { Ref: "AWS::AccountId" }, ":root"],
              ],
            },
          },
          Resource: "*",
        },
        {
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Resource: "*",
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        },
      ],
    },
  });
});

test("the dashboard shows the metrics of the alarms in four graphs", () => {
  const { DashboardBody, DashboardName } = z
    .object({
      DashboardName: z.string(),
      DashboardBody: z.object({ "Fn::Join": z.tuple([z.literal(""), z.array(z.unknown())]) }),
    })
    .parse(stack.named("Dashboard")[1].Properties);
  expect(DashboardName).toBe("Lottery");
  const text = DashboardBody["Fn::Join"][1].map((part) => (typeof part === "string" ? part : "…")).join("");
  const graph = z.object({
    width: z.int(),
    x: z.int(),
    y: z.int(),
    properties: z.object({ title: z.string(), metrics: z.array(z.array(z.unknown())) }),
  });
  const { periodOverride, widgets } = z
    .object({ periodOverride: z.string(), widgets: z.array(graph) })
    .parse(JSON.parse(text));
  expect(periodOverride).toBe("inherit");
  const nameOfError = ([first, metric]: readonly unknown[]) =>
    z
      .union([z.object({ label: z.string() }).transform(({ label }) => label), z.string()])
      .parse(typeof first === "string" ? metric : first);
  expect(
    widgets.map(({ x, y, width, properties }) => [x, y, width, properties.metrics.map(nameOfError)]),
  ).toEqual([
    [
      0,
      0,
      12,
      [
        "ExecutionsStarted",
        "Failed draws",
        ...["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"],
        "Failed imports",
        ...["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"],
      ],
    ],
    [12, 0, 12, ["Invocations", "Errors"]],
    [0, 6, 12, ["Latency"]],
    [
      12,
      6,
      12,
      [
        ...Array<string>(3).fill("ApproximateNumberOfMessagesVisible"),
        "Throttled invocations",
        ...Array<string>(7).fill("Throttles"),
      ],
    ],
  ]);
});
