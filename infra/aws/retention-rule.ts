import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Invokes the callback once a day, so that names are erased in time also while nobody draws. */
export function createRetentionRule(
  scope: Construct,
  { callback, deadLetterQueue }: { callback: IFunction; deadLetterQueue: IQueue },
): Rule {
  return new Rule(scope, "RetentionRule", {
    schedule: Schedule.rate(Duration.days(1)),
    targets: [
      new LambdaFunction(callback, {
        event: RuleTargetInput.fromObject({ erase_old_names: true }),
        deadLetterQueue,
        retryAttempts: 10,
        maxEventAge: Duration.hours(2),
      }),
    ],
  });
}
