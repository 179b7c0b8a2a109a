import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  type Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { IStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { Settings } from "./settings.ts";

const FIVE_MINUTES = Duration.minutes(5);

/** Milliseconds. Slack stops waiting after 3,000. */
const SLOW_RESPONSE = 2_500;

interface MetricSources {
  stateMachine: IStateMachine;
  rosterMachine: IStateMachine;
  api: HttpApi;
  functions: Readonly<{ Slack: IFunction; Callback: IFunction } & Record<string, IFunction>>;
  refusedDraws: Metric;
  deadLetters: Readonly<Record<string, IQueue>>;
}

/** Counts the draws that the callback refuses, in its log. The metric costs nothing while there are none. */
export function createRefusalMetric(callback: LambdaFunction, { name }: Settings): Metric {
  return callback.logGroup
    .addMetricFilter("NotOurs", {
      filterPattern: FilterPattern.stringValue("$.message.event", "=", "draw-not-ours"),
      metricNamespace: name,
      metricName: "DrawsNotOurs",
    })
    .metric({ period: FIVE_MINUTES, statistic: Stats.SUM });
}

/** The sum of several metrics over five minutes. A metric without data counts as zero. */
function sum(metrics: Readonly<Record<string, Metric>>, label: string): MathExpression {
  return new MathExpression({
    expression: Object.keys(metrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(" + "),
    usingMetrics: { ...metrics },
    label,
    period: FIVE_MINUTES,
  });
}

/** The executions of a state machine that failed, timed out or were stopped. In one graph, all ids are different. */
function countFailures(machine: IStateMachine, label: string, suffix = ""): MathExpression {
  const total = { period: FIVE_MINUTES, statistic: Stats.SUM };
  return sum(
    {
      [`failed${suffix}`]: machine.metricFailed(total),
      [`timedOut${suffix}`]: machine.metricTimedOut(total),
      [`aborted${suffix}`]: machine.metricAborted(total),
    },
    label,
  );
}

/** Defines the metrics that both the alarms and the dashboard use. */
export function defineMetrics({
  stateMachine,
  rosterMachine,
  api,
  functions,
  refusedDraws,
  deadLetters,
}: MetricSources) {
  const total = { period: FIVE_MINUTES, statistic: Stats.SUM };
  const throttles = Object.entries(functions).map(
    ([name, lambdaFunction]) =>
      [name.charAt(0).toLowerCase() + name.slice(1), lambdaFunction.metricThrottles(total)] as const,
  );
  return {
    drawsStarted: stateMachine.metricStarted(total),
    drawsFailed: countFailures(stateMachine, "Failed draws"),
    importsFailed: countFailures(rosterMachine, "Failed imports", "Imports"),
    botRequests: functions.Slack.metricInvocations(total),
    botErrors: functions.Slack.metricErrors(total),
    botLatency: api.metricLatency({ period: FIVE_MINUTES, statistic: "p99" }),
    refusedDraws,
    throttles: sum(Object.fromEntries(throttles), "Throttled invocations"),
    deadLetters: Object.fromEntries(
      Object.entries(deadLetters).map(([name, queue]) => [
        name,
        queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      ]),
    ),
  };
}

export type Metrics = ReturnType<typeof defineMetrics>;

/** Creates the alarms. All of them notify one topic. `docs/operations.md` explains each alarm and what to do about it. */
export function createAlarms(
  scope: Construct,
  { metrics, topic, settings }: { metrics: Metrics; topic: ITopic; settings: Settings },
): void {
  const alarm = (name: string, alarmDescription: string, metric: IMetric, threshold = 1) => {
    new Alarm(scope, `${name}Alarm`, {
      alarmName: `${settings.name}-${name}`,
      alarmDescription: `${alarmDescription} See docs/operations.md.`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  };
  alarm("DrawFailed", "A draw failed, timed out or was stopped.", metrics.drawsFailed);
  alarm("ImportFailed", "An import into the roster failed, timed out or was stopped.", metrics.importsFailed);
  alarm("BotErrors", "The function that handles Slack's requests failed.", metrics.botErrors);
  alarm(
    "BotSlow",
    "One in a hundred responses to Slack took 2.5 s or longer. Slack stops waiting after 3 s.",
    metrics.botLatency,
    SLOW_RESPONSE,
  );
  alarm(
    "Throttled",
    "Lambda throttled a function: the account's concurrency limit is reached.",
    metrics.throttles,
  );
  alarm(
    "DrawNotOurs",
    "The ledger has a draw that the state machine has not made. It was not announced.",
    metrics.refusedDraws,
  );
  for (const [name, metric] of Object.entries(metrics.deadLetters))
    alarm(name, "An event could not be delivered or processed, and waits to be replayed.", metric);
}
