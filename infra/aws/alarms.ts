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
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { IStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { Settings } from "./settings.ts";

const FIVE_MINUTES = Duration.minutes(5);

/** ms. Slack gives up after 3,000. */
const SLOW_ANSWER = 2_500;

export interface Watched {
  stateMachine: IStateMachine;
  api: HttpApi;
  slack: IFunction;
  functions: Readonly<Record<string, IFunction>>;
  deadLetters: Readonly<Record<string, IQueue>>;
}

/** The sum of several metrics over five minutes; those without data count as zero. */
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

/** What is worth looking at: each as one line, for the alarms and the dashboard alike. */
export function defineMetrics({ stateMachine, api, slack, functions, deadLetters }: Watched) {
  const total = { period: FIVE_MINUTES, statistic: Stats.SUM };
  const throttles = Object.entries(functions).map(
    ([name, watched]) =>
      [name.charAt(0).toLowerCase() + name.slice(1), watched.metricThrottles(total)] as const,
  );
  return {
    drawsStarted: stateMachine.metricStarted(total),
    drawsFailed: sum(
      {
        failed: stateMachine.metricFailed(total),
        timedOut: stateMachine.metricTimedOut(total),
        aborted: stateMachine.metricAborted(total),
      },
      "Draws that failed",
    ),
    botRequests: slack.metricInvocations(total),
    botErrors: slack.metricErrors(total),
    botLatency: api.metricLatency({ period: FIVE_MINUTES, statistic: "p99" }),
    throttles: sum(Object.fromEntries(throttles), "Invocations throttled"),
    deadLetters: Object.fromEntries(
      Object.entries(deadLetters).map(([name, queue]) => [
        name,
        queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      ]),
    ),
  };
}

export type Metrics = ReturnType<typeof defineMetrics>;

/** The alarms, all told to one topic. `docs/operations.md` says of each what it means and what to do. */
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
  alarm("BotErrors", "The function that answers Slack failed.", metrics.botErrors);
  alarm(
    "BotSlow",
    "Slack waits longer than is good: it gives up after 3 s.",
    metrics.botLatency,
    SLOW_ANSWER,
  );
  alarm("Throttled", "A function was refused for lack of concurrency.", metrics.throttles);
  for (const [name, metric] of Object.entries(metrics.deadLetters)) {
    const Name = name.charAt(0).toUpperCase() + name.slice(1);
    alarm(`DeadLetters-${Name}`, "Word of a draw was given up and waits to be replayed.", metric);
  }
}
